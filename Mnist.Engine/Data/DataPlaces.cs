namespace Mnist.Engine.Data;

/// <summary>Where the files of MNIST may be; the host reads its arguments and the environment and passes them in.</summary>
/// <param name="Given">A folder the user asked for in this very command (--data), or null.</param>
/// <param name="Environment">The folder that MNIST_DATA names, or null.</param>
/// <param name="Cache">The user's cache folder for MNIST, which downloads go to, or null; see <see cref="CacheFolder"/>.</param>
public sealed record DataPlaces(string? Given, string? Environment, string? Cache)
{
    /// <summary>The environment variable that names the data's folder.</summary>
    public const string FolderVariable = "MNIST_DATA";

    /// <summary>The places that the environment names.</summary>
    /// <param name="given">A folder the user asked for, or null.</param>
    /// <param name="variable">Environment variables by name.</param>
    public static DataPlaces Of(string? given, Func<string, string?> variable) => new(
        given,
        variable(FolderVariable) is { Length: > 0 } folder ? folder : null,
        CacheFolder(variable("XDG_CACHE_HOME"), variable("HOME") ?? variable("USERPROFILE")));

    /// <summary>The user's cache folder for MNIST by the XDG Base Directory Specification.</summary>
    /// <param name="xdgCacheHome">The value of XDG_CACHE_HOME; one that is no absolute path is ignored, as the specification asks.</param>
    /// <param name="home">The user's home folder.</param>
    /// <returns>Null where neither is known.</returns>
    public static string? CacheFolder(string? xdgCacheHome, string? home)
    {
        if (Path.IsPathFullyQualified(xdgCacheHome ?? ""))
            return Path.Combine(xdgCacheHome!, "mnist");
        return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".cache", "mnist");
    }
}
