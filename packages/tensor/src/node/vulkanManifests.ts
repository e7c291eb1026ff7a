import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The manifests that the environment names in place of the system's; undefined when it names none. Old loaders know the second name alone. */
export function namedManifests({ VK_DRIVER_FILES, VK_ICD_FILENAMES }: Environment = process.env): string | undefined {
  return VK_DRIVER_FILES || VK_ICD_FILENAMES || undefined;
}

/**
 * Whether the Vulkan loader would find the manifest of any driver on Linux. Where there is none, asking for an adapter only brings complaints
 * to standard error.
 *
 * @see https://github.com/KhronosGroup/Vulkan-Loader/blob/main/docs/LoaderDriverInterface.md#driver-discovery-on-linux
 */
export function hasVulkanManifest(env: Environment = process.env): boolean {
  const named = namedManifests(env);
  if (named) return named.split(':').some((path) => existsSync(path));
  return Boolean(env.VK_ADD_DRIVER_FILES) || manifestFolders(env).some(holdsFiles);
}

function manifestFolders({ XDG_CONFIG_HOME, XDG_CONFIG_DIRS, XDG_DATA_HOME, XDG_DATA_DIRS }: Environment): string[] {
  const roots = [
    XDG_CONFIG_HOME || join(homedir(), '.config'),
    ...(XDG_CONFIG_DIRS || '/etc/xdg').split(':'),
    // What loaders are built with, that of NixOS last.
    ...['/etc', '/usr/local/etc', '/run/opengl-driver/share'],
    XDG_DATA_HOME || join(homedir(), '.local/share'),
    ...(XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':'),
  ];
  return roots.map((root) => join(root, 'vulkan/icd.d'));
}

function holdsFiles(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
