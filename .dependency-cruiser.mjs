/** The floors of the house: an arrow only ever points down. */
const ENGINES = 'credit-ledger|reconciler|billing-audit|invoice-policy|action-tokens';
const VENDORS = 'comet|jetpack|fleio|katapult';

const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    forbid('core-is-the-ground', 'core imports nothing of ours', '^src/core/', '^src/(?!core/)'),
    forbid('identity-on-core', 'identity stands on core', '^src/identity/', '^src/(?!core/|identity/)'),
    forbid(
      'engines-know-no-vendor',
      'engines stand on core and identity',
      `^src/(${ENGINES})/`,
      `^src/(${VENDORS}|reports|testing)/`,
    ),
    ...ENGINES.split('|').map((engine) =>
      forbid(
        `${engine}-alone`,
        'engines do not import each other',
        `^src/${engine}/`,
        `^src/(?!${engine}/)(${ENGINES})/`,
      ),
    ),
    ...VENDORS.split('|').map((vendor) =>
      forbid(
        `${vendor}-alone`,
        'vendors know no other vendor',
        `^src/${vendor}/`,
        `^src/(?!${vendor}/)(${VENDORS}|testing)/`,
      ),
    ),
    forbid('testing-on-top', 'nothing in src imports testing', '^src/(?!testing/)', '^src/testing/'),
    {
      name: 'engines-are-light',
      comment: 'engines import neither ky nor zod; schemas of their records have a door of their own',
      severity: 'error',
      from: { path: `^src/(core|identity|${ENGINES})/`, pathNot: ['/schema/', '^src/core/http/'] },
      to: { path: 'node_modules/(ky|zod)/' },
    },
    forbid('transport-alone-uses-ky', 'one transport', '^src/(?!core/http/)', 'node_modules/ky/'),
    forbid(
      'build-spec-alone-uses-xml',
      'XML is read and written behind one door',
      '^src/(?!katapult/build-spec/)',
      'node_modules/@xmldom/',
    ),
    {
      name: 'no-node-imports',
      comment: 'src runs wherever fetch and WebCrypto exist',
      severity: 'error',
      from: { path: '^src/(?!testing/node/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'own-door',
      comment: 'another room is entered by its door',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/(?!core/)([^/]+)/.+', pathNot: ['^src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^src' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(@noble/hashes|msw)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
