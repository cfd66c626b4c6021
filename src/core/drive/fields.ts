// The fields of what one script builds: its networks with the drives of its paths.
import { drivesOfPaths, type WithPaths } from './derive';
import { type Field, fieldsOf } from './field';

/** Nothing reaches what is not there: then no drive is derived. */
export const fieldsIn = (script: WithPaths): readonly Field[] =>
  script.networks.length === 0 ? [] : fieldsOf(script.networks, drivesOfPaths(script));
