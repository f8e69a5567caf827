// node scripts/run.mjs registry/record ADDRESS NAME: plays the scenarios of test/registry against a real registry that has
// seen none of them, and writes what it answered to test/registry/NAME.json, for the tests to replay. A registry to be had
// from Maven Central is io.apicurio:apicurio-registry-app, its `tar.gz` with the classifier `all`: unpacked and started with
// `java -Dquarkus.http.host=127.0.0.1 -jar`, its runner or quarkus-run.jar keeps all in memory and listens on port 8080;
// ADDRESS is then http://127.0.0.1:8080/apis/ccompat/v7. 3.x takes Java 21 or later.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { changesAs } from '../../test/registry/changes.ts';
import { ADDRESS, bodyOf, type Exchange, parsed, serve } from '../../test/registry/exchanges.ts';
import { scenarios } from '../../test/registry/scenarios.ts';

const folder = path.join(import.meta.dirname, '../../test/registry');

export async function main([address, name]: readonly string[]): Promise<number> {
  if (!address || !name) throw new Error('Give the address of a registry, and a name for the recording.');
  const recordings: { name: string; exchanges: Exchange[] }[] = [];
  for (const scenario of [...scenarios, changesAs('avro'), changesAs('json-schema')]) {
    const exchanges: Exchange[] = [];
    const proxy = await proxyTo(address, exchanges);
    const lines = await scenario.run(proxy.url).finally(proxy.stop);
    console.log(`# ${scenario.name}\n${lines.join('\n')}\n`);
    recordings.push({ name: scenario.name, exchanges });
  }
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(recordings, undefined, 2)}\n`);
  return 0;
}

/** Passes requests on and keeps what is answered. */
function proxyTo(address: string, exchanges: Exchange[]) {
  return serve(async (request, response) => {
    const text = await bodyOf(request);
    const { method = '', url = '' } = request;
    const { accept = '', 'content-type': type } = request.headers;
    const headers = { accept, ...(type !== undefined && { 'content-type': type }) };
    const real = await fetch(address + url, { method, headers, ...(text !== '' && { body: text }) });
    const contentType = real.headers.get('content-type') ?? '';
    const answer = (await real.text()).replaceAll(address, ADDRESS);
    exchanges.push({
      method,
      path: url,
      ...(text !== '' && { request: parsed(text) }),
      status: real.status,
      contentType,
      answer,
    });
    response.writeHead(real.status, { 'content-type': contentType }).end(answer);
  });
}
