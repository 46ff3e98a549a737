namespace Mnist.PropertyTests.Rules;

/// <summary>A source file of one project and the files that declare the types it names.</summary>
/// <param name="Room">Its folder below the project, with slashes; "." for the project's own folder.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Uses">Files of the same project, this one left out, each with the types named.</param>
internal sealed record SourceFile(string Room, string Name, IReadOnlyDictionary<SourceFile, IReadOnlyList<string>> Uses)
{
    /// <summary>Room and name.</summary>
    public string Path => Room == "." ? Name : $"{Room}/{Name}";

    /// <summary>Two files are the same when their paths are; comparing what they use would run in circles.</summary>
    public bool Equals(SourceFile? other) => other is not null && Path == other.Path;

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}
