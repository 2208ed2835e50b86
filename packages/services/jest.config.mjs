import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'services', rootDir: import.meta.dirname };
