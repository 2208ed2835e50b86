import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { findOldFiles } from '../../src/migrate/find-old-files.js';
import { testHost } from '../../../core/test/support/test-host.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import {
  aimPlus,
  bridgeFile,
  configFile,
  fixtures,
  registryFile,
  rulesFile,
  toolstackFile,
  tree,
} from './support.js';

const settingsOf = (env: Record<string, string>, named: string[] = []) =>
  findOldFiles(testHost({ env }), named).settings;

describe('findOldFiles', () => {
  const ofTree = [registryFile, rulesFile, configFile, bridgeFile];

  it('finds all of a checkout of AIM+, with its tree and its log', () => {
    const { settings, audits } = findOldFiles(testHost(), [aimPlus]);
    expect(settings.map(({ file }) => file)).toEqual(ofTree);
    expect(new Set(settings.map((each) => each.tree))).toEqual(new Set([tree]));
    expect(audits).toEqual([join(tree, 'AIM_audit')]);
  });

  it('finds the configuration beside the tree that AIM_REGISTRY_PATH names', () => {
    expect(settingsOf({ AIM_REGISTRY_PATH: tree }).map(({ file }) => file)).toEqual(ofTree);
  });

  it('finds AI_MANGER, and a file by its name', () => {
    expect(settingsOf({}, [join(fixtures, 'ai-manger')])).toEqual([
      { file: toolstackFile, tree: null },
    ]);
    expect(settingsOf({}, [rulesFile])).toEqual([{ file: rulesFile, tree }]);
    expect(settingsOf({}, [rulesFile, aimPlus]).map(({ file }) => file)).toHaveLength(4);
  });

  it('does not look into the working directory unless it is named', () => {
    const host = testHost({ cwd: aimPlus });
    expect(findOldFiles(host, []).settings).toEqual([]);
    expect(findOldFiles(host, ['.']).settings).toHaveLength(4);
  });

  it('looks into the home', () => {
    const home = tempFolder();
    fs.mkdirSync(join(home, '.AIM_ai-tools-registry/AIM_audit'), { recursive: true });
    fs.cpSync(toolstackFile, join(home, 'toolstack.config.json'));
    const { settings, audits } = findOldFiles(testHost({ home }), []);
    expect(settings).toEqual([{ file: join(home, 'toolstack.config.json'), tree: null }]);
    expect(audits).toEqual([join(home, '.AIM_ai-tools-registry/AIM_audit')]);
  });

  it('says of a place that is named and not there which it was', () => {
    const missing = {
      code: 'config.not_found',
      message: expect.stringContaining('AIM_REGISTRY_PATH'),
    };
    expect(() => settingsOf({ AIM_REGISTRY_PATH: '/nowhere' })).toThrow(
      expect.objectContaining(missing),
    );
    expect(() => settingsOf({}, ['/nowhere'])).toThrow('There is no /nowhere');
  });

  it('stops at a loop of links', () => {
    const loop = join(tempFolder(), 'loop');
    fs.symlinkSync(loop, loop);
    expect(() => settingsOf({}, [loop])).toThrow('too many symbolic links');
  });
});
