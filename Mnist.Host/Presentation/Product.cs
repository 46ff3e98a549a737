using System.Reflection;

namespace Mnist.Host.Presentation;

/// <summary>This program.</summary>
internal static class Product
{
    /// <summary>The words that start this program again.</summary>
    public static ValueList<string> Invocation => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, typeof(Product).Assembly.Location]
        : [Environment.ProcessPath!];

    /// <summary>The words that a user starts it with; "mnist" where it is a part of another program.</summary>
    public static string Command { get; } = Assembly.GetEntryAssembly() == typeof(Product).Assembly
        ? new StartCommand(Environment.ProcessPath!, typeof(Product).Assembly.Location, Here(), SearchPath()).Words(File.Exists)
        : "mnist";

    private static ValueList<string> SearchPath() =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The working directory, or the program's own folder where that was deleted.</summary>
    private static string Here() => FileAttempt
        .Get(() => Validation.Valid<string, string>(Environment.CurrentDirectory), cause => cause)
        .Match(valid: folder => folder, invalid: _ => AppContext.BaseDirectory);

    /// <summary>Its version, as records and pages tell it.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
