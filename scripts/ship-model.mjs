// Puts a trained model among those that come along: node scripts/ship-model.mjs textcam-out/model.safetensors article
// Weights are stored in half precision, which halves the file.
import { readFileSync, writeFileSync } from 'node:fs';
import { CpuDevice } from '@textcam/tensor';
import { loadClassifier, saveClassifier } from '@textcam/text';

const [from, name] = process.argv.slice(2);
const classifier = loadClassifier(readFileSync(from), from, new CpuDevice());
const bytes = await saveClassifier(classifier, { dtype: 'F16' });
writeFileSync(`packages/text/models/${name}.safetensors`, bytes);
console.log(`packages/text/models/${name}.safetensors: ${bytes.length} bytes`);
