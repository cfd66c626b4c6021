// The configuration that a folder of SONATA's is read from: the one that is no part of another.
import { outermostConfigs } from '../core/configDrives';
import type { Io } from './io';
import { Problem } from './problem';
import { Texts } from './texts';

/** How SONATA's circuits and simulations are called. */
export const isCircuit = (name: string): boolean => /^(?:.*[_.-])?config(?:[_.-].*)?\.json$/i.test(name);

/** Throws a Problem where the folder has none, or several. */
export function circuitIn(folder: string, shown: string, io: Io): { readonly path: string; readonly shown: string } {
  const texts = new Texts(io.files);
  const names = io.files
    .list(folder)
    .filter(({ name, kind }) => kind === 'file' && isCircuit(name))
    .map(({ name }) => name)
    .sort();
  const outermost = outermostConfigs(
    names.map((name) => ({ file: `${folder}/${name}`, text: texts.read(`${folder}/${name}`) })),
  );
  const left = names.filter((name) => outermost.some(({ file }) => file === `${folder}/${name}`));
  const [only, ...others] = left;
  if (only === undefined)
    throw new Problem(`${shown}: it is a folder without a circuit’s configuration (such as simulation_config.json)`);
  if (others.length > 0) throw new Problem(`${shown}: it is a folder with ${left.join(', ')}; name one of them`);
  return { path: `${folder}/${only}`, shown: `${shown.replace(/\/$/, '')}/${only}` };
}
