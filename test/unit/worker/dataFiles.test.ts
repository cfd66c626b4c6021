// Tests which files of numbers a request may open: those that are asked for, in the folders that are given, and no others.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DataFiles } from '../../../src/worker/dataFiles';
import { tools } from '../data/_files';

const folder = pathToFileURL(join(process.cwd(), 'test/fixtures/sonata')).toString();
const nodes = `${folder}/thalamus_nodes.h5`;

describe('the files of numbers of one request', () => {
  test('are opened when they are asked for, and then the request is made again', async () => {
    let made = 0;
    const paths = await new DataFiles(tools, [folder]).with((find) => {
      made++;
      const found = find(nodes);
      return found && 'datasets' in found ? found.datasets.map(({ path }) => path) : [];
    });
    assert.equal(made, 2);
    assert.ok(
      paths.some((path) => path.endsWith('nodes/thalamus/node_type_id')),
      paths.join(),
    );
  });

  test('are not looked for outside of the folders', async () => {
    const found = await new DataFiles(tools, [`${folder}/elsewhere`, `${folder.slice(0, -2)}`]).with((find) =>
      find(nodes),
    );
    assert.equal(found, null);
  });

  test('are none where there is no such file, no HDF5, or no file at all', async () => {
    for (const file of [`${folder}/absent.h5`, `${folder}/cell.json`, 'untitled:nodes.h5', '/thalamus_nodes.h5'])
      assert.equal(await new DataFiles(tools, [folder, 'untitled:', '']).with((find) => find(file)), null, file);
  });
});
