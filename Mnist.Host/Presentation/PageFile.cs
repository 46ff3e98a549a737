namespace Mnist.Host.Presentation;

/// <summary>Style sheets and scripts of pages and pictures, built into the program.</summary>
internal static class PageFile
{
    /// <summary>A file as it is, for inside a page.</summary>
    /// <param name="name">Such as "net.js".</param>
    public static Html Read(string name)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream($"Pages.{name}")
            ?? throw new InvalidOperationException($"{name} is not built in.");
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    }
}
