using System.Runtime.InteropServices;

namespace Mnist.Engine.Backends;

/// <summary>The environment variables that native libraries see.</summary>
/// <remarks>
/// .NET works on a copy of its own: what <see cref="Environment.SetEnvironmentVariable(string, string)"/> sets, they do not see.
/// </remarks>
internal static partial class CEnvironment
{
    /// <summary>The value of a variable; null where it has none.</summary>
    /// <param name="name">Without an equals sign.</param>
    public static string? Get(string name) => Marshal.PtrToStringUTF8(OperatingSystem.IsWindows() ? GetOnWindows(name) : GetOnUnix(name));

    /// <summary>Sets a variable for libraries that are loaded from now on.</summary>
    /// <param name="name">Without an equals sign.</param>
    /// <param name="value">Not empty.</param>
    public static void Set(string name, string value) =>
        _ = OperatingSystem.IsWindows() ? SetOnWindows(name, value) : SetOnUnix(name, value, overwrite: 1);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint GetOnUnix(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOnUnix(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetOnWindows(string name);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetOnWindows(string name, string value);
}
