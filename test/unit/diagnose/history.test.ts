// Training histories as loggers write them: what is there to fall, what only some rows tell, and what went wrong indeed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryBytes } from '../../../src/data/bytes';
import { openData } from '../../../src/data/open';
import { adviceOnHistory } from '../../../src/diagnose/rate/adviceOnHistory';
import { describeHistory, type HistoryFigures, trendOf } from '../../../src/diagnose/rate/history';
import { judge } from '../../../src/diagnose/rate/metrics';
import { seriesOf } from '../../../src/diagnose/rate/series';

const epochs = [...Array(60).keys()];
const falls = (epoch: number): number => 2 * Math.exp(-epoch / 12) + 0.3;

async function read(text: string, name: string): Promise<HistoryFigures> {
  const file = await openData(memoryBytes(new TextEncoder().encode(text)), { loadHdf5: () => assert.fail() }, name);
  const found = describeHistory(seriesOf(file));
  assert.ok(found);
  return found;
}

const readCsv = (header: string, rows: readonly string[]): Promise<HistoryFigures> =>
  read(`${header}\n${rows.join('\n')}\n`, 'log.csv');
const readJson = (columns: Record<string, readonly number[]>): Promise<HistoryFigures> =>
  read(JSON.stringify(columns), 'history.json');
const found = (history: HistoryFigures): string[] => adviceOnHistory(history).map(({ id }) => id);
const ofName = ({ series }: HistoryFigures, name: string) => series.find((each) => each.name === name);

/** A row for each step, one for the epoch, one for the validation, as PyTorch Lightning's CSVLogger writes them. */
const lightning = (loss: (epoch: number) => number): string[] =>
  epochs.flatMap((epoch) => [
    ...[0, 1, 2].map((step) => `${epoch},${epoch * 3 + step},${loss(epoch)},,`),
    `${epoch},${epoch * 3 + 2},,,${loss(epoch)}`,
    `${epoch},${epoch * 3 + 2},,${loss(epoch)},`,
  ]);
const lightningHeader = 'epoch,step,train_loss_step,train_loss_epoch,val_loss';

test('what only some rows of a log say is not missing from the others', async () => {
  const history = await readCsv(lightningHeader, lightning(falls));
  assert.deepEqual(found(history), []);
  assert.equal(ofName(history, 'train_loss_epoch')?.epochs, 60);
  assert.equal(ofName(history, 'train_loss_step')?.epochs, 180);
  const seldom = await readCsv(
    'epoch,loss,val_loss',
    epochs.map((epoch) => `${epoch},${falls(epoch)},${epoch % 5 ? '' : falls(epoch)}`),
  );
  assert.deepEqual(found(seldom), []);
  assert.equal(ofName(seldom, 'val_loss')?.epochs, 12);
});

test('a loss that is NaN from some epoch on is told, in such a log too', async () => {
  const breaks = (epoch: number): number => (epoch > 20 ? NaN : falls(epoch));
  assert.ok(found(await readCsv(lightningHeader, lightning(breaks))).includes('history-not-finite'));
  assert.ok(
    found(
      await readCsv(
        'epoch,loss',
        epochs.map((epoch) => `${epoch},${breaks(epoch)}`),
      ),
    ).includes('history-not-finite'),
  );
  const once = await readCsv(
    'epoch,loss',
    epochs.map((epoch) => `${epoch},${epoch === 30 ? NaN : falls(epoch)}`),
  );
  assert.ok(found(once).includes('history-not-finite'));
});

test('what fell at once and stayed low has fallen; what rose again has not', () => {
  assert.equal(trendOf(Float64Array.from(epochs, (epoch) => (epoch < 2 ? 1.75 : 0.25))), 'falling');
  assert.equal(trendOf(Float64Array.from(epochs, (epoch) => (epoch < 2 ? 1.75 : epoch < 40 ? 0.25 : 0.9))), 'rising');
  assert.equal(trendOf(Float64Array.from(epochs, () => 0.25)), 'flat');
});

test('a sum over many numbers may begin high; a loss that ends above where it began has exploded', () => {
  assert.equal(trendOf(Float64Array.from(epochs, (epoch) => 1e9 * Math.exp(-epoch / 10) + 2e6)), 'falling');
  assert.equal(trendOf(Float64Array.from(epochs, (epoch) => (epoch < 30 ? 2 : 1e20))), 'exploded');
});

test('a negative loss that grows in size gets better', async () => {
  const history = await readJson({ loss: epochs.map((epoch) => -1000 + 1000 * Math.exp(-epoch / 10)) });
  assert.deepEqual(found(history), []);
});

test('a term that is brought in after a warm-up neither explodes nor stands above the others for that', async () => {
  const brought = epochs.map(
    (epoch) => Math.min(Math.max(0, epoch - 20), 10) * 3 * Math.exp(-Math.max(0, epoch - 30) / 10),
  );
  const neuron = epochs.map(falls);
  const history = await readJson({
    train_loss: neuron.map((value, i) => value + (brought[i] ?? 0)),
    train_neuron: neuron,
    train_trial: brought,
  });
  assert.deepEqual(found(history), []);
  assert.equal(judge(null, history).at(-1)?.verdict, 'minimum');
});

test('metrics and penalties need not fall, terms of the loss do', async () => {
  const still = epochs.map((epoch) => 5 + 0.01 * Math.sin(epoch));
  const sound = await readJson({ loss: epochs.map(falls), mean_absolute_percentage_error: still, reg_loss: still });
  assert.deepEqual(found(sound), []);
  assert.deepEqual(found(await readJson({ train_loss: still })), ['loss-flat']);
});

test('a loss that leaps to infinity is said to do so', async () => {
  const history = await readCsv(
    'epoch,loss',
    epochs.map((epoch) => `${epoch},${epoch === 30 ? 'inf' : falls(epoch)}`),
  );
  const [exploded] = adviceOnHistory(history);
  assert.equal(exploded?.id, 'loss-exploded');
  assert.match(exploded?.evidence ?? '', /to infinity in epoch 30/);
});

test('a history without a series is not taken for none', () => {
  assert.match(judge(null, null, true).at(-1)?.note ?? '', /no series of two or more epochs/);
  assert.match(judge(null, null).at(-1)?.note ?? '', /--history FILE/);
});
