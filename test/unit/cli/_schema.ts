// A small JSON Schema validator: the keywords that our own schemas use, and an error for any other. It also names keys that a schema doesn't describe.
export interface Schema {
  readonly [keyword: string]: unknown;
}

type Complain = (where: string, what: string) => void;

const annotations = new Set(['$schema', '$defs', 'title', 'description']);

/** One line per fault; none for a value that the schema describes. */
export function faultsOf(value: unknown, root: Schema): string[] {
  const faults: string[] = [];
  new Validator(root, (where, what) => faults.push(`${where || 'the whole'}: ${what}`)).check(value, root, '');
  return faults;
}

class Validator {
  constructor(
    private readonly root: Schema,
    private readonly complain: Complain,
  ) {}

  check(value: unknown, schema: Schema, where: string): void {
    this.checkPart(value, schema, where);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const described = this.propertiesOf(schema);
    for (const key of Object.keys(value))
      if (!described.has(key) && !described.has('*'))
        this.complain(`${where}/${key}`, 'the schema does not describe it');
  }

  private checkPart(value: unknown, schema: Schema, where: string): void {
    for (const [keyword, rule] of Object.entries(schema)) {
      if (!annotations.has(keyword)) this.checkKeyword(value, keyword, rule, where);
    }
  }

  private checkKeyword(value: unknown, keyword: string, rule: unknown, where: string): void {
    const fail = (what: string): void => this.complain(where, what);
    switch (keyword) {
      case '$ref':
        return this.checkPart(value, this.resolve(rule), where);
      case 'allOf':
        return (rule as Schema[]).forEach((each) => this.checkPart(value, each, where));
      case 'oneOf': {
        const fitting = (rule as Schema[]).filter((each) => this.fits(value, each));
        if (fitting.length !== 1) return fail(`fits ${fitting.length} of the alternatives`);
        return this.check(value, fitting[0] as Schema, where);
      }
      case 'type': {
        const types = [rule].flat();
        if (!types.some((type) => isOfType(value, type as string))) fail(`is no ${types.join(' or ')}`);
        return;
      }
      case 'const':
        return value === rule ? undefined : fail(`is not ${JSON.stringify(rule)}`);
      case 'enum':
        return (rule as unknown[]).includes(value) ? undefined : fail(`is none of ${JSON.stringify(rule)}`);
      case 'minimum':
        return typeof value === 'number' && value < (rule as number)
          ? fail(`is less than ${rule as number}`)
          : undefined;
      case 'maximum':
        return typeof value === 'number' && value > (rule as number)
          ? fail(`is more than ${rule as number}`)
          : undefined;
      case 'required':
        if (isObject(value)) for (const key of rule as string[]) if (!(key in value)) fail(`"${key}" is missing`);
        return;
      case 'properties':
        if (isObject(value))
          for (const [key, each] of Object.entries(rule as Record<string, Schema>))
            if (key in value) this.check(value[key], each, `${where}/${key}`);
        return;
      case 'additionalProperties':
        // `false` is what `check` says anyway of keys that no property describes.
        if (isObject(value) && rule !== false)
          for (const [key, each] of Object.entries(value)) this.check(each, rule as Schema, `${where}/${key}`);
        return;
      case 'items':
        if (Array.isArray(value)) value.forEach((each, i) => this.check(each, rule as Schema, `${where}/${i}`));
        return;
      default:
        throw new Error(`the validator does not know "${keyword}"`);
    }
  }

  private fits(value: unknown, schema: Schema): boolean {
    let good = true;
    new Validator(this.root, () => (good = false)).checkPart(value, schema, '');
    return good;
  }

  private resolve(reference: unknown): Schema {
    const name = /^#\/\$defs\/(\w+)$/.exec(String(reference))?.[1] ?? '';
    const found = (this.root.$defs as Record<string, Schema> | undefined)?.[name];
    if (!found) throw new Error(`there is no ${String(reference)}`);
    return found;
  }

  /** The keys that the schema names itself or through others; `*` where it takes any. */
  private propertiesOf(schema: Schema): Set<string> {
    const parts = [
      ...((schema.allOf as Schema[] | undefined) ?? []),
      ...(schema.$ref ? [this.resolve(schema.$ref)] : []),
    ];
    const own = Object.keys((schema.properties as object | undefined) ?? {});
    const any = schema.additionalProperties || schema.oneOf ? ['*'] : [];
    return new Set([...own, ...any, ...parts.flatMap((each) => [...this.propertiesOf(each)])]);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => isOfType(value, 'object');

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
