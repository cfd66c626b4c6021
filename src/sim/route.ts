// Which port of a model an event goes to: by the receptor's name or number where there is one, else by the sign of its weight.
import { type Port } from './model';

export interface Route {
  readonly port: number;
  /** The sign that the weight has to take on. */
  readonly sign: Port['sign'];
}

/** Null where the receptor is none of the model's. Without a receptor the sign decides, as in NEST; a named one fixes the sign, as in PyNN. */
export function routeOf(ports: readonly Port[], receptor: string | null, weight: number): Route | null {
  const byName = (name: string): number => ports.findIndex((port) => port.name === name);
  const own = receptor === null ? -1 : byName(receptor);
  if (own >= 0) return { port: own, sign: (ports[own] as Port).sign };
  const kind = /^inh/i.test(receptor ?? '') ? 'inhibitory' : /^exc/i.test(receptor ?? '') ? 'excitatory' : null;
  // Receptors with numbers, or those of a model that has only one port, which takes either sign.
  const numbered = ports.some((port) => port.name === '1');
  if (receptor !== null && kind === null && numbered) return null;
  const inhibitory = kind === null ? weight < 0 : kind === 'inhibitory';
  const port = Math.max(0, byName(inhibitory ? 'inhibitory' : 'excitatory'));
  const { sign } = ports[port] as Port;
  // A receptor that is named inhibitory turns the weight; a sign that the weight has by itself is left to it.
  return { port, sign: sign === 'any' && kind === 'inhibitory' ? 'negative' : sign };
}
