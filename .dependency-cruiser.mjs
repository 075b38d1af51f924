/** Rooms and the arrows between them (design: domain rooms point at core, doors point at domain rooms). */
const room = (name) => `^${name}/`;
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: room(from), pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|models|features|training|eval)/', pathNot: allowed.map(room) },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Two files need each other: move what they share below both.', from: {}, to: { circular: true } },
    { name: 'no-unknown-package', severity: 'error', comment: 'Add the package to package.json with a line in docs/adr.', from: {}, to: { couldNotResolve: true, pathNot: '^@tensorflow/tfjs-node$' } },
    { name: 'no-dev-package-in-product', severity: 'error', comment: 'An installed product has no devDependencies.', from: { path: '^(src|models|features|training|eval)/', pathNot: '(\\.test\\.ts$|^src/web/|^eval/bench/)' }, to: { dependencyTypes: ['npm-dev'], pathNot: 'danfojs-node' } },
    only('core-stands-alone', 'src/core', ['src/core'], 'core imports no other room and does no I/O.'),
    { name: 'core-does-no-io', severity: 'error', comment: 'Move I/O to src/io.', from: { path: '^src/core/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|child_process|worker_threads)' } },
    only('io-knows-core-only', 'src/io', ['src/core', 'src/io'], 'io is plumbing: it knows no domain.'),
    only('models-know-core-only', 'models', ['src/core', 'models'], 'A model reads no file and does not know what a household is.'),
    { name: 'models-do-no-io', severity: 'error', comment: 'A model is a plain value: load and save it in src/scoring.', from: { path: '^models/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|child_process)' } },
    only('eval-sees-no-model', 'eval', ['src/core', 'src/io', 'eval'], 'A metric never sees a model: pass predictions or a train function as arguments.'),
    only('ledger-knows-io', 'src/ledger', ['src/core', 'src/io', 'src/ledger'], 'The ledger stands on core and io.'),
    only('features-know-ledger', 'features', ['src/core', 'src/io', 'src/ledger', 'features'], 'Features stand on the ledger.'),
    only('policy-stands-alone', 'src/policy', ['src/core', 'src/io', 'src/policy'], 'Rules know facts and parameters only.'),
    only('scoring-never-trains', 'src/scoring', ['src/core', 'src/io', 'models', 'features', 'src/scoring'], 'Scoring loads bundles; it never imports training or eval.'),
    only('table-never-trains', 'src/table', ['src/core', 'src/io', 'models', 'src/scoring', 'src/table'], 'The table commands predict; fitting is in training/.'),
    only('store-stands-alone', 'src/store', ['src/core', 'src/io', 'src/store'], 'The store keeps rows; it knows no domain room.'),
    only('training-is-imported-by-cli-only', 'training', ['src/core', 'src/io', 'src/ledger', 'src/table', 'src/scoring', 'features', 'models', 'eval', 'training'], 'Training stands on the domain rooms.'),
    { name: 'serving-never-trains', severity: 'error', comment: 'Only the command line may import training.', from: { pathNot: '^(training|src/cli|src/batch|eval/bench|test)/' }, to: { path: '^training/' } },
    only('api-knows-domain', 'src/api', ['src/core', 'src/io', 'src/scoring', 'src/store', 'src/policy', 'src/recommend', 'src/whatif', 'src/alerts', 'src/api'], 'The API holds no domain logic.'),
    { name: 'web-talks-to-api-only', severity: 'error', comment: 'Pages import API types only.', from: { path: '^src/web/' }, to: { path: '^(src|models|features|training|eval)/', pathNot: '^src/(web/|api/types)' } },
    { name: 'doors-are-last', severity: 'error', comment: 'Nothing below imports a door (api, cli, web).', from: { path: '^(src|models|features|training|eval)/', pathNot: '(^src/(api|cli|web)/|\\.test\\.ts$)' }, to: { path: '^src/(api|cli|web)/' } },
    { name: 'no-orphans', severity: 'error', comment: 'Nobody imports this file: use it or delete it.', from: { orphan: true, pathNot: '(\\.test\\.ts$|\\.d\\.ts$|^src/cli/main\\.ts$|\\.config\\.ts$)' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
