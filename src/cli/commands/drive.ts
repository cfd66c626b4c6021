// `spikelint drive`: what every input path amounts to, and whether the same path is the same in every script.
import { drivesMarkdown } from '../../core/drive/markdown';
import { drivesAsCsv } from '../../protocol/drivesCsv';
import type { Arguments } from '../arguments';
import { type Command, exitCodes } from '../command';
import type { Io } from '../io';
import { jsonText } from '../json';
import { placeText } from '../places';
import { Problem } from '../problem';
import { type Drive, drivesJson, nameOf } from '../driveJson';
import { drivesText } from '../driveText';
import { readDrives } from '../drives';
import { styleFor } from '../style';

const command: Command = {
  name: 'drive',
  operands: '[paths…]',
  least: 0,
  most: Infinity,
  summary: 'what every input path amounts to, and whether it is the same in every script',
  description: [
    'Finds the input paths of NEST, PyNN, Brian2, NetPyNE and GeNN scripts, of array code, and of SONATA’s configuration files: noise, Poisson generators, constant currents, background populations. Each is multiplied out exactly: ' +
      'sources × rate × weight as it arrives, after every scaling, loop and call between files; mean and variance per ms.',
    'Paths that are the same thing in several places (they draw on the same stored key, feed the population of the same name, or are grouped in spikelint.json) are compared: exact ratios, and every change of one ' +
      'number that makes them equal, each checked by deriving again. A path that the given arguments never take is shown as such.',
    'Projections and inputs of populations that are called alike are also held against each other by what the membrane makes of them: one event’s size in mV, and the shift of the mean in mV per Hz of its sources.',
    'The exit code is 0 where all that is compared is equal, and 1 where something is not.',
  ],
  options: [
    {
      name: 'reference',
      value: 'FILE',
      help: 'the file, or the drive’s id, that is right; else "reference" in spikelint.json or a "# spikelint: reference" comment says it',
    },
    {
      name: 'format',
      value: 'FORMAT',
      help: 'how the result is written',
      choices: ['text', 'json', 'markdown', 'csv'],
      byDefault: 'text',
    },
  ],
  examples: [
    'spikelint drive models.py nest_model.py spynnaker_model.py',
    'spikelint drive . --reference train/models.py',
    'spikelint drive examples/background --format markdown > drives.md',
  ],
  run,
};

export default command;

async function run(given: Arguments, io: Io): Promise<number> {
  const { report, places, failed } = await readDrives(given.operands, given.text('reference'), io);
  if (given.operands.length > 0 && report.drives.length === 0 && failed) throw new Problem('no file could be read');
  const format = given.text('format');
  if (format === 'json') io.out.write(jsonText(drivesJson(report, places)));
  else if (format === 'markdown')
    io.out.write(
      drivesMarkdown(report, {
        place: (span) => placeText(places.of(span as Drive['span'])),
        name: (drive) => nameOf(drive as Drive, places),
      }),
    );
  else if (format === 'csv')
    io.out.write(
      drivesAsCsv(report, { name: (drive) => nameOf(drive as Drive, places), place: (spot) => places.of(spot) }),
    );
  else io.out.write(drivesText(report, places, styleFor(io, io.out)));
  if (failed) return exitCodes.failed;
  return report.comparisons.every((each) => each.equal) ? exitCodes.clean : exitCodes.findings;
}
