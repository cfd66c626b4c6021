// What every torch module can do: keep buffers, name its parameters, hand itself on.
import { type Machine } from './machine';
import { type Tensor } from './tensor';
import { type Instance, isInstance, isLayer, isTensor, type Layer, list, tuple, type Value } from './values';

/** Undefined where it is nothing that modules do. */
export function moduleCall(
  _machine: Machine,
  self: Instance | Layer,
  name: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value | undefined {
  const [first] = args;
  switch (name) {
    case 'to':
    case 'train':
    case 'eval':
    case 'cuda':
    case 'cpu':
    case 'float':
    case 'double':
    case 'requires_grad_':
    case 'apply':
    case 'zero_grad':
    case 'load_state_dict':
      return self;
    case 'register_buffer':
    case 'register_parameter':
    case 'add_module': {
      const value = args[1] ?? keywords.get('tensor') ?? keywords.get('param') ?? null;
      if (typeof first !== 'string') return null;
      self.fields.set(first, value);
      if (name === 'register_parameter' && isTensor(value)) self.parameters.add(first);
      if (name === 'register_buffer' && isInstance(self)) self.buffers.add(first);
      return null;
    }
    case 'append':
      if (isLayer(self) && first !== undefined) self.fields.set(String(self.fields.size), first);
      return self;
    case 'parameters':
      return list(statesOf(self).flatMap(({ learnt, tensor }) => (learnt ? [tensor] : [])));
    case 'named_parameters':
      return list(statesOf(self).flatMap(({ learnt, path, tensor }) => (learnt ? [tuple([path, tensor])] : [])));
    case 'state_dict':
      return { kind: 'dict', entries: new Map(statesOf(self).map(({ path, tensor }) => [path, tensor])) };
    case 'modules':
    case 'children':
      return list([...self.fields.values()].filter((each) => isInstance(each) || isLayer(each)));
    case 'items':
      return list([...self.fields].map(([key, value]) => tuple([key, value])));
    default:
      return undefined;
  }
}

export interface State {
  /** As a state dictionary names it: `rnn.h2h.weight`. */
  readonly path: string;
  readonly tensor: Tensor;
  readonly learnt: boolean;
}

/** The parameters and buffers of a module and of those in it; plain arrays too, with `learnt` false. */
export function statesOf(module: Value, prefix = '', seen = new Set<Value>()): State[] {
  if ((!isInstance(module) && !isLayer(module)) || seen.has(module)) return [];
  seen.add(module);
  const found: State[] = [];
  for (const [name, value] of module.fields) {
    const path = `${prefix}${name}`;
    if (isTensor(value)) found.push({ path, tensor: value, learnt: module.parameters.has(name) });
    else found.push(...statesOf(value, `${path}.`, seen));
  }
  return found;
}
