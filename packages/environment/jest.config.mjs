import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'environment', rootDir: import.meta.dirname };
