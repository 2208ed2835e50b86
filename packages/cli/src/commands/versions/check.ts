import type { VersionCheck } from '@aim/services';
import { renderVersions } from '../../render/versions.js';
import { defineCommand } from '../types.js';
import { checkRequest } from './check-request.js';

export const command = defineCommand<VersionCheck>({
  run: async (input) => {
    const data = await input.aim.checkVersions(checkRequest(input));
    const { drift, missing, unexpected } = data.summary;
    return { data, exitCode: drift + missing + unexpected > 0 ? 1 : 0 };
  },
  render: renderVersions,
});
