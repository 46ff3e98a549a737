using System.Reflection;

namespace Mnist.Host.Presentation;

/// <summary>This program.</summary>
internal static class Product
{
    /// <summary>Its version, as records and pages tell it.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
