// Lint rules: typescript-eslint's strict set, and the purity of the core stated as prohibitions.
import tseslint from 'typescript-eslint';

const impure = [
  'console',
  'process',
  'setTimeout',
  'setInterval',
  'performance',
  'window',
  'document',
  'fetch',
  'require',
];

export default tseslint.config(
  // AssemblyScript has decorators on functions, which TypeScript has not.
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'src/*/kernels/assembly/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/core/**/*.ts', 'src/sim/**/*.ts', 'src/stats/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure rooms have no clock.' },
        { object: 'Math', property: 'random', message: 'Pure rooms are seeded.' },
      ],
    },
  },
);
