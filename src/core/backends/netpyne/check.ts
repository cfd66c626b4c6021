// Every number of NetPyNE's dictionaries against the unit in which it is taken.
import { type Backend, expectUnit } from '../../backend';
import { type Run } from '../../evaluate/run';
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { noteSlips } from '../../evaluate/slips';
import { type Span } from '../../text';
import { neuronMechanismUnit, neuronPointUnit, neuronSectionUnit, weightUnitOfNeuron } from '../facts/neuron';
import {
  ionUnits,
  type NetpyneSection,
  pointCellUnit,
  popParamUnit,
  pulseUnit,
  stimSourceUnit,
} from '../facts/netpyne';
import { modOf, synMechsOf, tableIn, textIn } from './things';

/** NetPyNE 1.0, `netpyne/specs/netParams.py` and `network/conn.py`, `network/stim.py`. Populations and cells take any key as a tag. */
const ruleKeys: { readonly [kind in NetpyneSection]?: readonly string[] } = {
  connParams:
    'preConds postConds connFunc probability convergence divergence connList weight delay synMech synsPerConn loc sec plast plasticity shape threshold gapJunction preSec preLoc weightNorm distributeSynsUniformly connRandomSecFromList synMechWeightFactor synMechDelayFactor synMechLocFactor disynapticBias'.split(
      ' ',
    ),
  stimSourceParams:
    'type rate noise start interval number del delay dur amp seed spkTimes spikePattern pulses tau1 gain rstim tau2 onset tau gmax e i duration'.split(
      ' ',
    ),
  stimTargetParams:
    'source conds sec loc weight delay synMech synsPerConn synMechWeightFactor synMechDelayFactor'.split(' '),
};

type UnitOf = (key: string) => string | null;

export function checkEntry(
  run: Run,
  backend: Backend,
  of: Thing,
  kind: NetpyneSection,
  value: Value,
  span: Span,
): void {
  const entry = tableIn(value);
  if (!entry) return;
  const take = (table: Table | null, callee: string, unitOf: UnitOf, note?: string): void => {
    for (const [key, each] of table?.entries ?? []) {
      const symbol = unitOf(key);
      if (symbol !== null)
        expectUnit(run, each, table?.valuePlaces.get(key) ?? span, {
          backend,
          callee,
          parameter: key,
          unit: symbol,
          ...(note === undefined ? {} : { note }),
        });
    }
  };
  const keys = ruleKeys[kind];
  if (keys) noteSlips(run, kind, entry.entries.keys(), keys, (key) => entry.valuePlaces.get(key) ?? span);
  const inner = (table: Table | null, key: string): Table | null => tableIn(table?.entries.get(key));
  switch (kind) {
    case 'popParams': {
      const model = textIn(entry, 'cellModel') ?? '';
      take(entry, 'popParams', (key) => popParamUnit(model, key));
      take(inner(entry, 'spikePattern'), 'spikePattern', pulseUnit);
      const pulses = entry.entries.get('pulses');
      if (pulses?.kind === 'sequence')
        for (const each of pulses.items.slice(0, 16)) take(tableIn(each), 'pulses', pulseUnit);
      return;
    }
    case 'cellParams':
      for (const section of inner(entry, 'secs')?.entries.values() ?? []) checkSection(tableIn(section), take, inner);
      return;
    case 'synMechParams': {
      const mod = textIn(entry, 'mod') ?? '';
      take(entry, mod === '' ? 'synMechParams' : mod, (key) => neuronPointUnit(mod, key));
      return;
    }
    case 'stimSourceParams': {
      const type = textIn(entry, 'type') ?? '';
      take(entry, type === '' ? 'stimSourceParams' : type, (key) => stimSourceUnit(type, key));
      return;
    }
    case 'connParams':
    case 'stimTargetParams': {
      const units = synMechsOf(of, entry).map((each) => weightUnitOfNeuron(modOf(of, each)));
      const [first] = units;
      const weight = first !== undefined && units.every((each) => each === first) ? first : null;
      take(entry, kind, (key) => (key === 'delay' ? 'ms' : key === 'threshold' && kind === 'connParams' ? 'mV' : null));
      take(entry, kind, (key) => (key === 'weight' ? weight : null), 'for ExpSyn and Exp2Syn');
      return;
    }
    default:
      return;
  }
}

function checkSection(
  section: Table | null,
  take: (table: Table | null, callee: string, unitOf: UnitOf) => void,
  inner: (table: Table | null, key: string) => Table | null,
): void {
  take(section, 'secs', (key) => (key === 'vinit' || key === 'threshold' ? 'mV' : null));
  take(inner(section, 'geom'), 'geom', neuronSectionUnit);
  for (const [name, value] of inner(section, 'mechs')?.entries ?? [])
    take(tableIn(value), name, (key) => neuronMechanismUnit(name, key));
  for (const value of inner(section, 'ions')?.entries.values() ?? [])
    take(tableIn(value), 'ions', (key) => (Object.hasOwn(ionUnits, key) ? (ionUnits[key] ?? null) : null));
  for (const value of inner(section, 'pointps')?.entries.values() ?? []) {
    const point = tableIn(value);
    const mod = textIn(point, 'mod') ?? '';
    take(point, mod === '' ? 'pointps' : mod, (key) => pointCellUnit(mod, key));
  }
}
