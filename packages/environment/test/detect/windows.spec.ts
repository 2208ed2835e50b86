import { describe, expect, it } from '@jest/globals';
import { detectTools } from '../../src/index.js';
import { hostWith, tool } from '../support/host.js';
import { tree } from '../support/tree.js';

/** The launcher that npm writes on Windows (cmd-shim 7). */
const npmLauncher = [
  '@ECHO off',
  'GOTO start',
  ':find_dp0',
  'SET dp0=%~dp0',
  'EXIT /b',
  ':start',
  'SETLOCAL',
  'CALL :find_dp0',
  '',
  'IF EXIST "%dp0%\\node.exe" (',
  '  SET "_prog=%dp0%\\node.exe"',
  ') ELSE (',
  '  SET "_prog=node"',
  '  SET PATHEXT=%PATHEXT:;.JS;=;%',
  ')',
  '',
  'endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & "%_prog%"  "%dp0%\\node_modules\\@openai\\codex\\bin\\codex.js" %*',
  '',
].join('\r\n');

const npmPrefix = {
  'npm/codex': '#!/bin/sh\n',
  'npm/codex.cmd': npmLauncher,
  'npm/codex.ps1': '#!/usr/bin/env pwsh\n',
  'npm/node_modules/@openai/codex/package.json':
    '{"name":"@openai/codex","version":"0.169.0","bin":{"codex":"bin/codex.js"}}',
  'npm/node_modules/@openai/codex/bin/codex.js': '',
};

describe('on Windows', () => {
  it('a program is a name with an extension of PATHEXT, and PATH is split at semicolons', () => {
    const root = tree({ 'a/llm.ps1': '', 'a/llm': '', 'b/LLM.Exe': '', 'b/llm.cmd': '' });
    const host = hostWith([`${root}/a`, `${root}/b`], {
      platform: 'win32',
      env: { PATHEXT: '.CMD;.EXE' },
    });
    const [llm] = detectTools([tool('llm')], host);
    expect(llm?.copies.map((copy) => copy.path)).toEqual([
      `${root}/b/llm.cmd`,
      `${root}/b/LLM.Exe`,
    ]);
    expect(llm?.problems).toEqual([]);
  });

  it('uses the usual extensions when PATHEXT is not set, and Path for PATH', () => {
    const root = tree({ 'b/llm.exe': '' });
    const host = hostWith([], { platform: 'win32', env: { PATH: undefined, Path: `${root}/b` } });
    expect(detectTools([tool('llm')], host)[0]?.path).toBe(`${root}/b/llm.exe`);
  });

  it('npm owns a launcher that leads into the node_modules beside it', () => {
    const root = tree(npmPrefix);
    const [codex] = detectTools([tool('codex')], hostWith([`${root}/npm`], { platform: 'win32' }));
    expect(codex?.copies).toHaveLength(1);
    expect(codex).toMatchObject({
      path: `${root}/npm/codex.cmd`,
      channel: 'npm',
      package: '@openai/codex',
      version: '0.169.0',
      evidence: `${root}/npm/node_modules/@openai/codex/package.json`,
    });
  });

  it('a .cmd that only lies beside such a package is nobody’s', () => {
    const root = tree({ ...npmPrefix, 'npm/codex.cmd': '@echo off\r\nother.exe %*\r\n' });
    const [codex] = detectTools([tool('codex')], hostWith([`${root}/npm`], { platform: 'win32' }));
    expect(codex).toMatchObject({ channel: 'unknown', version: null, package: null });
  });
});
