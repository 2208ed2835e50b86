import { Component, type ReactNode } from 'react';

interface PaneBoundaryProps {
  /** Draws again what failed once any of these is another object. */
  watched: readonly unknown[];
  onError: (error: unknown) => void;
  /** What is drawn instead. */
  fallback: (error: unknown) => ReactNode;
  children: ReactNode;
}

interface BoundaryState {
  failed: { error: unknown } | null;
  watched: readonly unknown[];
}

/** Keeps what one pane throws from taking the others with it. A class: React has no other way. */
export class PaneBoundary extends Component<PaneBoundaryProps, BoundaryState> {
  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failed: { error } };
  }

  static getDerivedStateFromProps(
    { watched }: PaneBoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    const isSame = watched.every((one, index) => one === state.watched[index]);
    return isSame ? null : { failed: null, watched };
  }

  override state: BoundaryState = { failed: null, watched: [] };

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    const { failed } = this.state;
    return failed === null ? this.props.children : this.props.fallback(failed.error);
  }
}
