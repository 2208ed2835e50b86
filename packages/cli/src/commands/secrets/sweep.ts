import { AimError, exitCodes, type Outcome } from '@aim/core';
import type { AdoptionInfo, Sweep } from '@aim/services';
import { reportText, undoText, type UndoOutcome } from '../../render/sweep-report.js';
import { defineCommand, type CommandInput } from '../types.js';
import { adoptKeys } from './sweep-adopt.js';
import { adoptionText, type AdoptionOutcome } from '../../render/adoption.js';

type Data = (Sweep & { adoptions: AdoptionInfo[] }) | AdoptionOutcome | UndoOutcome;

export const command = defineCommand<Data>({
  run: async (input) => {
    const { adopt, undo } = input.options;
    if (adopt === true && undo === true) {
      throw wrong('--adopt and --undo exclude each other');
    }
    if (undo === true) return takeBack(input);
    if (adopt === true) return adoptKeys(input);
    const sweep = await input.aim.sweepSecrets({ paths: input.args });
    const data = { ...sweep, adoptions: await input.aim.listAdoptions() };
    return { data, exitCode: exitCodeFor(data) };
  },
  render: (data, { style }) => {
    if ('plan' in data) return adoptionText(data, style);
    return 'adoption' in data ? undoText(data, style) : reportText(data, style);
  },
});

function exitCodeFor({ findings, unreadable }: Sweep): number {
  if (findings.length > 0) return exitCodes.answerIsNo;
  return unreadable.length > 0 ? exitCodes.someFailed : exitCodes.ok;
}

async function takeBack({ aim, args, options }: CommandInput): Promise<Outcome<UndoOutcome>> {
  const [given, ...more] = args;
  if (more.length > 0) throw wrong(`--undo takes one ID, not ${args.length}`);
  const id = given === undefined ? undefined : adoptionId(given);
  const dryRun = options['dry-run'] === true;
  const adoption = dryRun ? await aim.planAdoptionUndo(id) : await aim.undoAdoption(id);
  return { data: { adoption, dryRun } };
}

function adoptionId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrong(`${JSON.stringify(text)} is not the ID of an adoption, which is a number`);
}

function wrong(message: string): AimError {
  return new AimError('usage.invalid', message, { hint: 'aim secrets sweep --help' });
}
