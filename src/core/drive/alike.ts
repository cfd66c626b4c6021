// Populations of several scripts that are the same by what they are called: the same name, or the same cells of the same layer.
import { type Drive } from './drive';

/** Words that say no more than that it is a population. */
const empty =
  /^(?:nodes?|neurons?|cells?|net|network|pops?|populations?|groups?|g|p|units?|siegert|iaf|lif|the|my|brunel|nest|pynn|brian)$/;
const excitatory = /^(?:e|ex|exc|excit|excitatory|excitation)$/;
const inhibitory = /^(?:i|in|inh|inhib|inhibitory|inhibition)$/;

/** `nodes_ex`, `E_net` and `excitatory_neurons` are E; `L2/3e` and `l23_E` are 23E. */
export function roleOf(name: string): string {
  const words = name
    .replace(/\//g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((each) => each !== '' && !empty.test(each));
  const parts = words.map((each) => {
    if (excitatory.test(each)) return 'E';
    if (inhibitory.test(each)) return 'I';
    const layer = /^(?:l|layer)?(\d+)([ei]|exc|inh)?$/.exec(each);
    return layer ? `${layer[1] ?? ''}${(layer[2] ?? '').slice(0, 1).toUpperCase()}` : each;
  });
  return parts.join('') || name;
}

/** Words of a file's name that say what the model is, and not what it is written in. */
const common =
  /^(?:nest|pynn|brian\d?|genn|netpyne|neuron|bmtk|spinnaker|spynnaker|model|models|network|networks|net|params?|parameters|main|run|sim|simulation|script|example|examples|test|code|src|init|cfg|py|python|new|old|final|\d+)$/;

function wordsOf(file: string): ReadonlySet<string> {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return new Set(words.filter((each) => each.length > 2 && !common.test(each)));
}

/** True where the files are said to be of one model: they were named together, or each shares a word with the first. */
export function ofOneModel(files: readonly string[], named: boolean): boolean {
  if (named) return true;
  const [first, ...others] = files.map(wordsOf);
  return first !== undefined && others.every((words) => [...words].some((each) => first.has(each)));
}

/** What is compared of a population that a script drives in one way, or in several settings of one way. */
export interface Fed {
  readonly target: string;
  readonly drives: readonly Drive[];
}

/** By role: of each file the drives of its one input path to the one population of that role. */
export function fedAlike(drives: readonly Drive[]): Map<string, Fed[]> {
  const byRole = new Map<string, Fed[]>();
  const files = new Map<string, Drive[]>();
  for (const drive of drives) {
    if (drive.kind === 'recurrent' || drive.kind === 'spikes' || drive.partial || drive.unit === null) continue;
    const key = `${drive.file}\n${roleOf(drive.target)}`;
    files.set(key, [...(files.get(key) ?? []), drive]);
  }
  for (const [key, members] of files) {
    const role = key.slice(key.indexOf('\n') + 1);
    const [first] = members;
    const onePath = members.every(
      (each) => each.target === first?.target && each.source === first.source && each.span.start === first.span.start,
    );
    if (first && onePath) byRole.set(role, [...(byRole.get(role) ?? []), { target: first.target, drives: members }]);
  }
  return byRole;
}
