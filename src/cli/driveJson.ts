// What `spikelint drive` prints as JSON.
import type { DriveReport } from '../core/drive/report';
import type { Placed } from '../protocol/placed';
import { predictionJson } from './estimates';
import type { Places } from './places';
import { strengthJson } from './strengths';

export type Report = Placed<DriveReport>;
export type Drive = Report['drives'][number];

export const nameOf = (drive: Pick<Drive, 'span' | 'target' | 'source'>, places: Places): string =>
  `${places.of(drive.span).file}#${drive.target}/${drive.source}`;

export function drivesJson({ drives, comparisons, strengths }: Report, places: Places): object {
  const ids = new Map(drives.map((each) => [each.id, idOf(each, drives, places)]));
  const id = (of: string): string => ids.get(of) ?? of;
  return {
    drives: drives.map(({ span, steps, ladder, expected, ...each }) => ({
      ...each,
      id: id(each.id),
      ...places.of(span),
      steps: steps.map(({ text, value, span: at }) => ({ text, value, ...(at && places.of(at)) })),
      ladder: ladder.map(({ span: at, ...rung }) => ({ ...rung, ...(at && places.of(at)) })),
      ...(expected && { expected: predictionJson(expected) }),
    })),
    comparisons: comparisons.map(({ members, reference, ...each }) => ({
      ...each,
      reference: id(reference),
      members: members.map(({ fixes, blame, ...member }) => ({
        ...member,
        ...(blame && { blame: places.of(blame) }),
        id: id(member.id),
        fixes: fixes.map(({ title, safety, preferred, edits }) => ({
          ...{ title, safety, preferred: preferred === true },
          edits: edits.map(({ span, newText }) => ({ ...places.of(span), newText })),
        })),
      })),
    })),
    strengths: strengths.map((each) => strengthJson(each, places)),
  };
}

/** The id with the file as the user calls it; a second one of that name keeps its number. */
function idOf(drive: Drive, all: readonly Drive[], places: Places): string {
  const name = nameOf(drive, places);
  const same = all.filter((each) => nameOf(each, places) === name);
  const at = same.indexOf(drive);
  return at > 0 ? `${name} ${at + 1}` : name;
}
