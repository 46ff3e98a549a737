using Microsoft.Extensions.Logging;

namespace Mnist.Host.Runs;

/// <summary>What runs log.</summary>
internal static partial class RunLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Data {Name}: {Training} training and {Test} test images, content {Hash}")]
    public static partial void DataRead(this ILogger log, string name, int training, int test, string hash);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Backend {Name}, because {Reason}")]
    public static partial void BackendPassedOver(this ILogger log, string name, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Run directory {Path}")]
    public static partial void DirectoryMade(this ILogger log, string path);
}
