import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { project: ['./test/tsconfig.json'], tsconfigRootDir: import.meta.dirname + '/..' },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-await': 'off',
      // `{ left: _out, ...rest }` is how a member is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Parts are objects of closures: there is no `this` in them to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // Command lines speak on standard output; configuration files are default exports by their tools' rules.
    files: ['src/admin.ts', 'src/demo/**/*.ts', 'src/sandbox/main.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/*.config.ts', 'test/support/global-setup.ts', 'test/support/*-reporter.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    // Reading env in one file keeps every setting findable (style guide §6).
    files: ['src/**/*.ts'],
    ignores: ['src/config/env.ts', 'src/sandbox/**', 'src/demo/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'read settings in config/env.ts' },
        { object: 'URL', property: 'canParse', message: 'wrong on Node 20 when hot: use http/parse-url.ts' },
      ],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'use the guarded fetch of http/' }],
    },
  },
);
