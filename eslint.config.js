import tseslint from 'typescript-eslint';

const size = (lines, functionLines) => ({
  'max-lines': ['error', { max: lines, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: functionLines, skipBlankLines: true, skipComments: true }],
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.jiuzhu/', 'coverage/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'eslint.config.js',
            'bin/*.mjs',
            'scripts/*.mjs',
            '.ci/*.mjs',
            '.dependency-cruiser.mjs',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...size(300, 60),
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      complexity: ['error', 14],
      'max-depth': ['error', 4],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name that can be searched for.' },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is an argument: take an Rng.',
        },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // Numeric kernels index typed arrays inside checked bounds.
    files: [
      'models/**/*.ts',
      'eval/**/*.ts',
      'training/**/*.ts',
      'features/**/*.ts',
      'src/core/**/*.ts',
      'src/policy/**/*.ts',
      'src/linking/**/*.ts',
      'src/population/**/*.ts',
      'src/recommend/**/*.ts',
      'src/whatif/**/*.ts',
      '**/*.test.ts',
      'test/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { ...size(500, 400), '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: [
      '*.config.ts',
      'eslint.config.js',
      '.dependency-cruiser.mjs',
      'scripts/*.mjs',
      '.ci/*.mjs',
      'bin/*.mjs',
    ],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' },
  },
);
