import { describe, expect, it } from '@jest/globals';
import { busSockets } from '../../../src/store/dbus/bus-sockets.js';

const socketsOf = (address: string) => busSockets({ env: { DBUS_SESSION_BUS_ADDRESS: address } });

describe('the sockets of the session bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['unix:path=/tmp/bus,guid=0123', ['/tmp/bus']],
    ['unix:guid=0123,path=/tmp/bus', ['/tmp/bus']],
    ['unix:abstract=/tmp/dbus-x,guid=0123', ['\0/tmp/dbus-x']],
    ['unix:path=/tmp/a%20b%2cc', ['/tmp/a b,c']],
    ['unix:path=/first;unix:path=/second;', ['/first', '/second']],
  ])('%s', (address, sockets) => {
    expect(socketsOf(address)).toEqual(sockets);
  });

  it.each([
    'tcp:host=127.0.0.1,port=1',
    'autolaunch:',
    'launchd:env=DBUS_LAUNCHD_SESSION_BUS_SOCKET',
    'unix:tmpdir=/tmp',
    'unix:path=/tmp/bus;tcp:host=127.0.0.1,port=1',
    'unix:path=%',
    'nonsense',
    ';',
  ])('are not known of %s', (address) => {
    expect(socketsOf(address)).toBeUndefined();
  });

  it('are the one of the user session where no variable says', () => {
    expect(busSockets({ env: { XDG_RUNTIME_DIR: '/run/user/7' } })).toEqual(['/run/user/7/bus']);
    expect(busSockets({ env: {} })).toBeUndefined();
  });
});
