// Runs npm in a folder in the same way whatever the user's npm configuration says, and keeps quiet unless it fails.
import { spawn } from 'node:child_process';

/** What a user's npm configuration could have turned round; on the command line it can't. */
const fixedFlags = [
  '--global=false',
  '--engine-strict=false',
  '--dry-run=false',
  '--package-lock-only=false',
  '--legacy-peer-deps=false',
  '--install-strategy=hoisted',
  '--include=optional',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--loglevel=error',
];
const timeLimitMs = 15 * 60_000;

/**
 * @param {string} folder holds the package.json to work on
 * @param {string[]} args scripts of packages are not run unless the arguments say so
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 * @returns {Promise<void>} rejects with npm's own last lines
 */
export function runNpm(folder, args, env = {}) {
  const scripts = args.some((arg) => arg.startsWith('--ignore-scripts')) ? [] : ['--ignore-scripts'];
  const child = spawn('npm', [...args, ...scripts, ...fixedFlags], {
    cwd: folder,
    env: { ...withoutOuterRun(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeLimitMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (output = (output + data).slice(-4000)));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args[0]} failed in ${folder} (${signal ?? code}):\n${output.trim()}`));
    });
  });
}

/** npm tells its children about the project it was started in; a nested npm works on another folder. */
function withoutOuterRun(env) {
  const outer =
    /^(npm_package_|npm_lifecycle_|npm_config_(local_prefix|prefix|global_prefix|omit|only|production)$|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.test(name)));
}
