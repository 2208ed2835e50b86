import { Component, type ReactNode } from 'react';

interface FrameBoundaryProps {
  onError: (error: unknown) => void;
  children: ReactNode;
}

/** Hands on what a component threw instead of drawing its stack. A class: React has no other way. */
export class FrameBoundary extends Component<FrameBoundaryProps, { isBroken: boolean }> {
  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override state = { isBroken: false };

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}
