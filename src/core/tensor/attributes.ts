// Attributes in the array machine: fields and methods of objects, what arrays say of themselves, and names of libraries.
import { type Span } from '../text';
import { callFunction, foreignBases, memberOf } from './classes';
import { type Machine } from './machine';
import { permute, scalar, type Tensor } from './tensor';
import { api, isInstance, isItems, isKind, isLayer, isTensor, isUnknown, tuple, unknown, type Value } from './values';

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, inf: Infinity, nan: NaN, Inf: Infinity };

export function attribute(machine: Machine, of: Value, name: string, span: Span): Value {
  if (isUnknown(of)) return of;
  if (isInstance(of)) {
    const field = of.fields.get(name);
    if (field !== undefined) return field;
    if (name === '__class__') return of.type;
    if (name === '__dict__') return { kind: 'dict', entries: new Map(of.fields) };
    const member = memberOf(of.type, name);
    if (isKind(member, 'function')) {
      const bound = { ...member, self: member.isOfClass ? of.type : of };
      return member.isProperty ? callFunction(machine, bound, [], new Map()) : bound;
    }
    if (member !== undefined) return member;
    if (name === 'training') return false;
    const [base] = foreignBases(of.type);
    return base === undefined
      ? unknown(`\`${name}\` of ${of.type.name}, which nothing sets`, span)
      : api(`${base}.${name}`, of);
  }
  if (isLayer(of)) {
    const field = of.fields.get(name);
    if (field !== undefined) return field;
    return name === 'training' ? false : api(`torch.nn.Module.${name}`, of);
  }
  if (isKind(of, 'class')) {
    const member = memberOf(of, name);
    if (isKind(member, 'function')) return member.isOfClass ? { ...member, self: of } : member;
    if (member !== undefined) return member;
    return name === '__name__' ? of.name : api(`builtins.${name}`, of);
  }
  if (isTensor(of)) return ofTensor(of, name, machine, span);
  if (isKind(of, 'spectrum'))
    return name === 'real' ? unknown('the real parts of eigenvalues', span) : api(`array.${name}`, of);
  if (isKind(of, 'dict')) return api(`dict.${name}`, of);
  if (isItems(of)) return api(`list.${name}`, of);
  if (isKind(of, 'api')) {
    const constant = of.receiver === null ? constants[name] : undefined;
    if (constant !== undefined && /^(?:numpy|np|torch|math|jax|tensorflow)/.test(of.path)) return constant;
    if (name === 'newaxis') return null;
    return api(`${of.path}.${name}`, of.receiver);
  }
  if (typeof of === 'string') return api(`text.${name}`, of);
  if (typeof of === 'number' || typeof of === 'boolean') return attribute(machine, scalar(Number(of)), name, span);
  return unknown(`\`${name}\` of something that is not known`, span);
}

function ofTensor(of: Tensor, name: string, machine: Machine, span: Span): Value {
  switch (name) {
    case 'shape':
      return tuple([...of.shape]);
    case 'T':
    case 'mT':
      return machine.traced(permute(of, [...of.shape.keys()].reverse()), 'transpose', [of], span);
    case 'data':
    case 'real':
      return of;
    case 'ndim':
      return of.shape.length;
    case 'device':
    case 'dtype':
      return api(`array.${name}`);
    case 'requires_grad':
      return of.isParameter === true;
    case 'grad':
      return null;
    default:
      return api(`array.${name}`, of);
  }
}

export function setAttribute(of: Value, name: string, value: Value): void {
  if (isTensor(of)) {
    // `self.W.data = …`: the same parameter with other numbers.
    if (name === 'data' && isTensor(value)) {
      of.shape = value.shape;
      of.data = value.data.slice();
    } else if (name === 'data' && isUnknown(value)) of.data.fill(NaN);
    return;
  }
  if (isInstance(of)) {
    of.fields.set(name, value);
    if (isTensor(value) && value.isParameter) of.parameters.add(name);
    else of.parameters.delete(name);
  } else if (isLayer(of)) {
    of.fields.set(name, value);
    if (isTensor(value) && value.isParameter) of.parameters.add(name);
  } else if (isKind(of, 'class')) of.members.set(name, value);
}
