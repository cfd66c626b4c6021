// The table of edge types beside a SONATA file: what each type joins, and the weight of its edges.
import { readCsv } from '../../core/config/csv';
import { type ConfigMap } from '../../core/config/tree';
import { type EdgeType, type EdgeTypes } from '../../data/weights/sonata';

/** `ei=='i'`, which is how SONATA's examples and bmtk call cells that inhibit. */
const inhibiting = /\bei\s*==\s*['"]?i\b/i;

/** By a synapse's name: `GABA_InhToExc.json`, `instantaneousInh.json`, and not `AMPA_ExcToInh.json`. */
const isInhibitory = (synapse: string): boolean =>
  /gaba|inh\w*?_?to/i.test(synapse) || (/inh/i.test(synapse) && !/exc|ampa/i.test(synapse));

/** Names under which the table of a file of edges is looked for, beside it. */
export function edgeTypeNames(file: string): string[] {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const stem = name.replace(/\.(?:h5|hdf5|sonata)$/i, '').replace(/_?edges$/i, '');
  return stem === '' ? ['edge_types.csv'] : [`${stem}_edge_types.csv`, 'edge_types.csv'];
}

export function readEdgeTypes(text: string): EdgeTypes {
  const { root } = readCsv(text);
  const types = new Map<number, EdgeType>();
  for (const row of root?.kind === 'list' ? root.items : []) {
    if (row.kind !== 'map') continue;
    const id = numberOf(row, 'edge_type_id');
    if (id === null) continue;
    const [from, to] = [textOf(row, 'source_query'), textOf(row, 'target_query')];
    const label = from === '' && to === '' ? '' : `${from || '*'} → ${to || '*'}`;
    const inhibits = inhibiting.test(from) || isInhibitory(textOf(row, 'dynamics_params'));
    types.set(id, { label, weight: numberOf(row, 'syn_weight'), inhibits });
  }
  return types;
}

const valueOf = (row: ConfigMap, key: string) => row.entries.find((each) => each.key === key)?.value;

function numberOf(row: ConfigMap, key: string): number | null {
  const value = valueOf(row, key);
  return value?.kind === 'scalar' && value.type === 'number' && typeof value.value === 'number' ? value.value : null;
}

function textOf(row: ConfigMap, key: string): string {
  const value = valueOf(row, key);
  return value?.kind === 'scalar' && value.type === 'string' ? value.text : '';
}
