// How dependency-cruiser finds $lib, in the one form of configuration that it takes for that.
const { join } = require('node:path');

module.exports = { resolve: { alias: { $lib: join(__dirname, '..', '..', 'src', 'lib') } } };
