namespace Mnist.Host.Presentation;

/// <summary>What a user types to start this program, so that advice can be typed as it stands.</summary>
/// <param name="Process">The file that runs: the program itself, or dotnet.</param>
/// <param name="Assembly">The program's own .dll.</param>
/// <param name="Folder">The folder that advice is read in.</param>
/// <param name="SearchPath">The folders that commands are looked for in.</param>
internal sealed record StartCommand(string Process, string Assembly, string Folder, ValueList<string> SearchPath)
{
    private const string Name = "mnist", ProjectFile = "Mnist.Host.csproj";

    /// <summary>The words, shortest first: an installed command, <c>dotnet run</c> in a clone, or the path of the program.</summary>
    /// <param name="exists">Whether there is such a file.</param>
    public string Words(Func<string, bool> exists)
    {
        var folder = Path.GetDirectoryName(Assembly)!;
        var project = Path.GetFullPath(Path.Combine(folder, "..", "..", "..")); // of bin/Debug/net10.0
        return exists(Path.Combine(project, ProjectFile)) ? Path.GetRelativePath(Folder, project) switch
        {
            "." => "dotnet run --",
            ['.', '.', ..] => $"dotnet run --project {Quoted(project)} --",
            var below => $"dotnet run --project {Quoted(below)} --",
        }
        : Path.GetFileNameWithoutExtension(Process) == "dotnet" ? $"dotnet {Quoted(Near(Assembly))}"
        : SearchPath.Contains(Path.GetDirectoryName(Process)!, StringComparer.Ordinal) ? Name
        : Quoted(Near(Process));
    }

    /// <summary>A shell takes a name without a slash for one of its search path; what lies elsewhere keeps its whole path.</summary>
    private string Near(string path) => Path.GetRelativePath(Folder, path) switch
    {
        ['.', '.', ..] => path,
        var below when Path.GetFileName(below) == below => Path.Combine(".", below),
        var below => below,
    };

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
