using System.Reflection;

namespace Mnist.Host.Presentation;

/// <summary>This program.</summary>
internal static class Product
{
    /// <summary>The words that start this program again.</summary>
    public static ValueList<string> Invocation => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, typeof(Product).Assembly.Location]
        : [Environment.ProcessPath!];

    /// <summary>Its version, as records and pages tell it.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
