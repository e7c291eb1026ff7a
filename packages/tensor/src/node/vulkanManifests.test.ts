import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hasVulkanManifest, namedManifests } from './vulkanManifests.js';

const folder = mkdtempSync(join(tmpdir(), 'textcam-vulkan-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'full/vulkan/icd.d'), { recursive: true });
mkdirSync(join(folder, 'empty/vulkan/icd.d'), { recursive: true });
const manifest = join(folder, 'full/vulkan/icd.d/driver.json');
writeFileSync(manifest, '{}');

/** An environment in which the user's own folders hold nothing. */
const bare = { XDG_CONFIG_HOME: join(folder, 'empty'), XDG_DATA_HOME: join(folder, 'none') };
const [full, empty] = [join(folder, 'full'), join(folder, 'empty')];

test('a manifest in any folder that the loader searches is found', () => {
  expect(hasVulkanManifest({ ...bare, XDG_DATA_DIRS: `${empty}:${full}` })).toBe(true);
  expect(hasVulkanManifest({ ...bare, XDG_DATA_HOME: full })).toBe(true);
});

test('where manifests are named, those alone count', () => {
  const system = { ...bare, XDG_DATA_DIRS: full };
  expect(hasVulkanManifest({ ...system, VK_DRIVER_FILES: '/none.json' })).toBe(false);
  expect(hasVulkanManifest({ ...system, VK_ICD_FILENAMES: '/none.json' })).toBe(false);
  expect(hasVulkanManifest({ ...bare, VK_DRIVER_FILES: `/none.json:${manifest}` })).toBe(true);
});

test('the newer of two names goes before the older, an empty one is none', () => {
  expect(namedManifests({ VK_DRIVER_FILES: 'new', VK_ICD_FILENAMES: 'old' })).toBe('new');
  expect(namedManifests({ VK_DRIVER_FILES: '', VK_ICD_FILENAMES: 'old' })).toBe('old');
  expect(namedManifests({ VK_DRIVER_FILES: '' })).toBeUndefined();
});
