using Mnist.Host.Runs;

namespace Mnist.Host.RunFolders;

/// <summary>What a RUN on a command line stands for.</summary>
internal static class RunName
{
    /// <summary>The folder that runs go into, and are looked for in.</summary>
    public const string DefaultFolder = "runs";

    /// <summary>Stands for the run that was begun last.</summary>
    public const string Latest = "latest";

    private const int MostNearest = 3;

    /// <summary>The directory of a run.</summary>
    /// <param name="named">A directory; or the name of a run in <see cref="DefaultFolder"/>, the beginning of one, or
    /// <see cref="Latest"/>; or such a name behind the path of another folder.</param>
    public static Validation<string, RunError> Find(string named)
    {
        if (Directory.Exists(named))
            return named;
        var path = Path.TrimEndingDirectorySeparator(named);
        var (folder, name) = Path.GetDirectoryName(path) is { Length: > 0 } parent
            ? (parent, Path.GetFileName(path))
            : (DefaultFolder, path);
        var names = Names(folder);
        return name == Latest && RunList.Of(folder) is [.., var last] ? Path.Combine(folder, last.Name)
            : names.Where(run => run.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToValueList() switch
            {
                [] => new RunError.NoRun(name, folder, Nearest(name, names)),
                [var only] => Path.Combine(folder, only),
                var several => new RunError.ManyRuns(name, several),
            };
    }

    private static ValueList<string> Names(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder)
            .Where(run => File.Exists(Path.Combine(run, RunFileNames.Plan)))
            .Select(run => Path.GetFileName(run))
            .Order(StringComparer.Ordinal)
            .ToValueList()
        : [];

    /// <summary>Runs of a like name, with or without its time; the last ones where there is none.</summary>
    private static ValueList<string> Nearest(string name, ValueList<string> names)
    {
        var byTail = names.ToLookup(Tail, StringComparer.Ordinal);
        var near = Domain.Phrases.Nearest.Several(name, names)
            .Concat(Domain.Phrases.Nearest.Several(name, byTail.Select(tail => tail.Key)).SelectMany(tail => byTail[tail].Reverse()))
            .Concat(names.Reverse().Where(run => run.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return (near.Count > 0 ? near : names.Reverse()).Take(MostNearest).ToValueList();
    }

    /// <summary>The name behind the time that a run by itself begins with: flagship-1 of 20261121-225340-flagship-1.</summary>
    private static string Tail(string name) =>
        name.Split('-', 3) is [{ Length: 8 } day, { Length: 6 } time, var tail] && day.All(char.IsAsciiDigit) && time.All(char.IsAsciiDigit)
            ? tail
            : name;
}
