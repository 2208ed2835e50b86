import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';

export interface Keyring {
  /** What a program needs to talk to it. */
  env: Record<string, string>;
  stop: () => Promise<void>;
}

export const keyringPrograms = ['dbus-run-session', 'gnome-keyring-daemon'];

const starts = {
  unlocked: 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null',
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null',
  absent: ':',
};

const listens = {
  unix: (home: string) => `<listen>unix:tmpdir=${home}</listen>`,
  tcp: () => '<listen>tcp:host=127.0.0.1,port=0</listen><auth>ANONYMOUS</auth><allow_anonymous/>',
};

/** A session bus of its own, with a real keyring that keeps its files below `home`. */
export async function startKeyring(
  home: string,
  state: keyof typeof starts,
  listen: keyof typeof listens = 'unix',
): Promise<Keyring> {
  const runtime = join(home, 'run');
  fs.mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const own = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(home, '.local', 'share'),
  };
  // Lives until its stdin is closed, so that it cannot outlive the test.
  const script = `${starts[state]}; echo "ready $DBUS_SESSION_BUS_ADDRESS"; exec cat`;
  const session = spawn(
    'dbus-run-session',
    [...sessionArgs(home, state, listen), '--', 'bash', '-c', script],
    {
      env: own,
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const address = await readyLine(session.stdout);
  return {
    env: { ...own, DBUS_SESSION_BUS_ADDRESS: address },
    stop: async () => {
      session.stdin.end();
      if (session.exitCode === null) await once(session, 'exit');
    },
  };
}

/**
 * A bus of another kind has a configuration of its own. It has none of the service files of the
 * system, so nobody is started for `org.freedesktop.secrets`.
 */
function sessionArgs(
  home: string,
  state: keyof typeof starts,
  listen: keyof typeof listens,
): string[] {
  if (state !== 'absent' && listen === 'unix') return [];
  const file = join(home, 'bus.conf');
  fs.writeFileSync(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type>${listens[listen](home)}
<policy context="default"><allow send_destination="*"/><allow own="*"/><allow eavesdrop="true"/></policy></busconfig>`,
  );
  return [`--config-file=${file}`];
}

async function readyLine(stdout: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdout) {
    text += String(chunk);
    const address = /^ready (.+)$/m.exec(text)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The session ended: ${text}`);
}
