// Sizes that a named quantity of a neuron never has, and always has in another prefix of its unit: for scripts in which numbers carry their unit.
// Sizes from Brian 2's examples (2.5.1); Gerstner et al., Neuronal Dynamics (2014), chapters 1 to 6.
import { unit } from './backend';
import { sameKind, type Unit } from './units/unit';

interface Size {
  readonly names: RegExp;
  /** The SI unit that `from` and `below` are in. */
  readonly of: string;
  readonly from: number;
  readonly below: number;
  readonly negative?: boolean;
  /** By how much the number is hardly meant to be larger. */
  readonly factor: number;
  /** Of a patch of membrane, whose numbers are those of a square centimetre, it tells nothing. */
  readonly wholeCell?: boolean;
}

const potentials = /^(?:[EVv]_?(?:[lLeEiIkKtTrR]|leak|rest|reset|th|thr|thresh(?:old)?|init|Na|K)|theta|VT|V_T)$/;
const membrane = /^(?:tau_?m(?:em)?(?:_[eiEI])?|tau_?[vV])$/;
const synaptic = /^tau_?(?:e|i|E|I|syn\w*|ampa\w*|AMPA\w*|gaba\w*|GABA\w*|exc\w*|inh\w*)$/;
const refractory = /^(?:t_?ref\w*|tau_?ref\w*|refractory\w*|tau_r)$/;
const capacities = /^(?:C|[cC]_?m(?:_?[eiEI])?|capacitance)$/;
const leaks = /^(?:g_?[lL]|g_?[lL]eak|gleak|g_?m(?:_[eiEI])?)$/;
const conductances = /^(?:w_?[eiEI]|g_?(?:ampa|AMPA|gaba|GABA|nmda|NMDA)(?:_\w+)?)$/;
const currents = /^(?:I|I_?(?:e|ex|ext|inj|app|stim|dc|DC|bias|const|0)|i_?(?:ext|inj|app|stim)|\w*current)$/;

const sizes: readonly Size[] = [
  { names: potentials, of: 'V', from: 10, below: 200, factor: 1e3 },
  { names: potentials, of: 'V', from: 20e-6, below: 150e-6, negative: true, factor: 1e-3 },
  { names: membrane, of: 's', from: 2, below: 500, factor: 1e3 },
  { names: membrane, of: 's', from: 2e-6, below: 90e-6, factor: 1e-3 },
  { names: synaptic, of: 's', from: 1, below: 500, factor: 1e3 },
  { names: synaptic, of: 's', from: 0.3e-6, below: 30e-6, factor: 1e-3 },
  { names: refractory, of: 's', from: 0.9, below: 50, factor: 1e3 },
  { names: refractory, of: 's', from: 0.5e-6, below: 20e-6, factor: 1e-3 },
  { names: capacities, of: 'F', from: 15e-9, below: 0.9e-6, factor: 1e3, wholeCell: true },
  { names: capacities, of: 'F', from: 0.02e-12, below: 0.9e-12, factor: 1e-3 },
  { names: capacities, of: 'F/m^2', from: 1e-6, below: 1e-4, factor: 1e-3 },
  { names: leaks, of: 'S', from: 0.9e-6, below: 5e-3, factor: 1e3, wholeCell: true },
  { names: conductances, of: 'S', from: 0.9e-6, below: 1e-3, factor: 1e3, wholeCell: true },
  { names: currents, of: 'A', from: 60e-9, below: 5e-6, factor: 1e3, wholeCell: true },
];

/** A capacity so large belongs to a patch of membrane: `Cm = 1*uF # /cm**2`. */
const patchFarads = 0.9e-6;
/** And so does a conductance of such a size, where the capacity is another's. */
const patchSiemens = 5e-5;

export interface Named {
  readonly name: string;
  readonly unit: Unit;
  /** In the SI unit. */
  readonly value: number;
}

/** Whether the script counts its cells by the square centimetre without saying so. */
export const countsPatches = (all: readonly Named[]): boolean =>
  all.some(({ name, unit: of, value }) =>
    capacities.test(name) && sameKind(of, unit('F'))
      ? value >= patchFarads
      : sameKind(of, unit('S')) && value >= patchSiemens && !leaks.test(name) && !conductances.test(name),
  );

/** By what the number is too large (or, below one, too small); null where it may well be meant. */
export function oddSize({ name, unit: of, value }: Named, patches: boolean): number | null {
  const size = Math.abs(value);
  const found = sizes.find(
    (each) =>
      each.names.test(name) &&
      size >= each.from &&
      size < each.below &&
      (each.negative !== true || value < 0) &&
      !(each.wholeCell === true && patches) &&
      sameKind(of, unit(each.of)),
  );
  return found ? found.factor : null;
}
