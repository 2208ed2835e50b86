import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'secrets', rootDir: import.meta.dirname };
