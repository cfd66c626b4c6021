// Fact sheets: what a simulator's model takes, one line of text per model, read once into parameters with unit and default.

export interface ParameterFact {
  /** Null where the source gives none that we could vouch for. */
  readonly unit: string | null;
  /** Null for a state variable, a list without a default and what has to be given. */
  readonly byDefault: number | null;
}

export interface ModelFact {
  readonly name: string;
  /** Unit of the weight of a connection to it; null where it is not known or there is none. */
  readonly weight: string | null;
  readonly parameters: ReadonlyMap<string, ParameterFact>;
}

/**
 * `C_m 250 pF, tau_syn [2] ms, V_m mV, U 0.5`: name, default where there is one, unit where there is one.
 * A list's default stands in brackets; `1` is the unit of a plain number.
 */
export function readParameters(line: string): ReadonlyMap<string, ParameterFact> {
  const parameters = new Map<string, ParameterFact>();
  for (const part of line.split(',')) {
    const match = /^(\S+)(?:\s+(\[?)(-?[\d.]+(?:e[+-]?\d+)?)\]?)?(?:\s+(\S+))?$/.exec(part.trim());
    if (!match) throw new Error(`not a parameter: ${part}`);
    const [, name = '', list, number, unit] = match;
    const byDefault = number === undefined || list === '[' ? null : Number(number);
    parameters.set(name, { unit: unit ?? null, byDefault });
  }
  return parameters;
}

/** Lines of `name weight: parameters`; the weight's unit is `-` where there is none. */
export function readSheet(text: string): ReadonlyMap<string, ModelFact> {
  const models = new Map<string, ModelFact>();
  for (const line of text.split('\n')) {
    const match = /^\s*(\S+)\s+(\S+):\s*(.*)$/.exec(line);
    if (!match) continue;
    const [, name = '', weight = '-', parameters = ''] = match;
    models.set(name, { name, weight: weight === '-' ? null : weight, parameters: readParameters(parameters) });
  }
  return models;
}
