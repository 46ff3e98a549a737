namespace Mnist.PropertyTests;

/// <summary>Numbers that another program computed once: files in Golden/, in sections headed [name], comments after #.</summary>
internal static class Golden
{
    public static IEnumerable<string> Names(string file) => Lines(file).Where(line => line[0] == '[').Select(line => line[1..^1]);

    public static string[] Section(string file, string name)
    {
        var section = Lines(file).SkipWhile(line => line != $"[{name}]").Skip(1).TakeWhile(line => line[0] != '[').ToArray();
        return section.Length > 0 ? section : throw new ArgumentException($"No section {name} in {file}.", nameof(name));
    }

    public static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)];

    private static string[] Lines(string file)
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream($"Golden.{file}")
            ?? throw new ArgumentException($"No golden file {file}.", nameof(file));
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
