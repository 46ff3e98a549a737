namespace Mnist.Host.Pages.Parts;

/// <summary>The way from a page to a run.</summary>
internal static class RunLink
{
    /// <summary>A relative address: of the run's report, or of its directory where it has none.</summary>
    /// <param name="directory">The run's.</param>
    /// <param name="from">Folder that the page lies in.</param>
    public static string To(string directory, string from)
    {
        var folder = Path.GetRelativePath(from, directory);
        var report = Path.Combine(directory, RunFileNames.Report);
        var parts = folder.Split(Path.DirectorySeparatorChar).Append(File.Exists(report) ? RunFileNames.Report : "");
        return string.Join('/', parts.Select(Uri.EscapeDataString));
    }
}
