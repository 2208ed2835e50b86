// Ink stays silent under CI, and decides about colour when it is loaded: so this module is imported
// before anything that imports Ink.
for (const name of Object.keys(process.env)) {
  if (name === 'CONTINUOUS_INTEGRATION' || /^CI(_|$)/.test(name)) delete process.env[name];
}
process.env['FORCE_COLOR'] = '1';
delete process.env['NO_COLOR'];
