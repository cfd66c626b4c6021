// What is known of a setting of the environment: what kind of value it takes, between which bounds, and who says so.
import { type Span } from '../text';

export type SettingKind = 'number' | 'integer' | 'boolean' | 'text';

export interface SettingFact {
  readonly name: string;
  /** Text where the code does nothing with it that tells. */
  readonly kind: SettingKind;
  readonly least?: number;
  readonly most?: number;
  /** The bounds themselves are out of bounds. */
  readonly leastIsOpen?: boolean;
  readonly mostIsOpen?: boolean;
  readonly choices?: readonly string[];
  /** What holds where it is not set, as written. */
  readonly standard?: string;
  readonly meaning?: string;
  /** "read in this workspace", or a published service. */
  readonly source: string;
  /** Where the code reads it. */
  readonly span?: Span;
}

/** All that is known of the settings that a file may make. */
export interface Environment {
  readonly facts: ReadonlyMap<string, SettingFact>;
  /** What the other files of the project set. */
  readonly others: readonly SetElsewhere[];
}

export interface SetElsewhere {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export const noEnvironment: Environment = { facts: new Map(), others: [] };

/** What pydantic takes for true and false. */
const truths = /^(?:1|on|t|true|y|yes|0|off|f|false|n|no)$/i;
const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

export const isTruth = (value: string): boolean => truths.test(value.trim());
export const isNumber = (value: string): boolean => number.test(value.trim());

/** "0.01 to 0.5", "at least 0"; null where there are none. */
export function boundsInWords({ least, most, leastIsOpen, mostIsOpen, choices }: SettingFact): string | null {
  if (choices && choices.length > 0) return choices.map((each) => `\`${each}\``).join(' or ');
  if (least !== undefined && most !== undefined && leastIsOpen !== true && mostIsOpen !== true)
    return `${least} to ${most}`;
  const low = least === undefined ? null : leastIsOpen === true ? `above ${least}` : `at least ${least}`;
  const high = most === undefined ? null : mostIsOpen === true ? `below ${most}` : `at most ${most}`;
  const both = [low, high].filter((each) => each !== null);
  return both.length > 0 ? both.join(', ') : null;
}

export function isInBounds(value: number, { least, most, leastIsOpen, mostIsOpen }: SettingFact): boolean {
  if (least !== undefined && (leastIsOpen === true ? value <= least : value < least)) return false;
  return most === undefined || (mostIsOpen === true ? value < most : value <= most);
}
