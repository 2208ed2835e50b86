import { expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

interface Found {
  events: { message: string; event_type: string }[];
}

it('records what was done, finds it, exports it, and names the record that was changed', async () => {
  const home = tempFolder();
  await aim(['secrets', 'set', 'TEAM_KEY', '--stdin'], { home, input: 'kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3' });
  await aim(['run', '--secret', 'TEAM_KEY', '--', process.execPath, '-e', '0'], { home });
  const { data } = await aimJson<Found>(['audit', 'query', '--type', 'tool_run'], { home });
  expect(data.events.map(({ message }) => message.split(' ')[0])).toEqual(['ran', 'running']);
  expect((await aim(['audit', 'show', '-n', '1'], { home })).stdout).toMatch(
    /tool_run +info +ran /,
  );
  expect((await aim(['audit', 'query', '--type', 'tool_rum'], { home })).code).toBe(2);

  const csv = await aim(['audit', 'export', '--format', 'csv'], { home });
  expect(csv.stdout.split('\r\n')).toHaveLength(5);
  expect(csv.stdout).not.toContain('kq7Zp2Vw9Rt4Xc6Bn1Mj5Hg3');
  const file = join(home, 'log.jsonl');
  expect((await aim(['audit', 'export', file], { home })).stdout).toContain('Wrote 3 records');
  expect(fs.readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(3);

  const whole = await aim(['audit', 'verify'], { home });
  expect([whole.code, whole.stdout]).toEqual([0, '✔ 3 records are whole\n']);
  const { place } = (await aimJson<{ place: string }>(['audit', 'verify'], { home })).data;
  const [day] = fs.readdirSync(place) as [string];
  const log = fs.readFileSync(join(place, day), 'utf8');
  fs.writeFileSync(join(place, day), log.replace('"running ', '"Running '));
  const changed = await aim(['audit', 'verify'], { home });
  expect(changed.code).toBe(8);
  expect(changed.stderr).toContain(`${join(place, day)}:2: record 2 was changed`);
});
