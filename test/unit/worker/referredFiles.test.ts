// Tests which files of numbers a request may open: those that are asked for, in the folders that are given, and no others.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { withReferredFiles } from '../../../src/worker/referredFiles';
import { tools } from '../data/_files';

const folder = pathToFileURL(join(process.cwd(), 'test/fixtures/sonata')).toString();
const nodes = `${folder}/thalamus_nodes.h5`;

describe('the files of numbers of one request', () => {
  test('are opened when they are asked for, and then the request is made again', async () => {
    let made = 0;
    const paths = await withReferredFiles(tools, [folder], (files) =>
      files.settled(({ data: find }) => {
        made++;
        const found = find(nodes);
        return found && 'datasets' in found ? found.datasets.map(({ path }) => path) : [];
      }),
    );
    assert.equal(made, 2);
    assert.ok(
      paths.some((path) => path.endsWith('nodes/thalamus/node_type_id')),
      paths.join(),
    );
  });

  test('are not looked for outside of the folders', async () => {
    const found = (file: string, folders: readonly string[]): Promise<unknown> =>
      withReferredFiles(tools, folders, (files) => files.settled(({ data: find }) => find(file)));
    assert.equal(await found(nodes, [`${folder}/elsewhere`, `${folder.slice(0, -2)}`]), null);
  });

  test('are tables and parameters too, as text', async () => {
    const file = `${folder}/circuit_config.json`;
    const document = await withReferredFiles(tools, [folder], (files) => files.settled(({ read }) => read(file)));
    assert.equal(document?.file, file);
    assert.match(document.text, /networks/);
    for (const other of [nodes, `${folder}/absent.csv`, 'file:///etc/hosts.csv'])
      assert.equal(
        await withReferredFiles(tools, [folder], (files) => files.settled(({ read }) => read(other))),
        null,
        other,
      );
  });

  test('are none where there is no such file, no HDF5, or no file at all', async () => {
    for (const file of [`${folder}/absent.h5`, `${folder}/cell.json`, 'untitled:nodes.h5', '/thalamus_nodes.h5'])
      assert.equal(
        await withReferredFiles(tools, [folder, 'untitled:', ''], (files) =>
          files.settled(({ data: find }) => find(file)),
        ),
        null,
        file,
      );
  });
});
