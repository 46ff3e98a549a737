using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Mnist.Host;

/// <summary>What <c>--verbose</c> tells on standard error.</summary>
internal static partial class Log
{
    /// <summary>A logger to standard error; it costs a tenth of a second, so there is none without <c>--verbose</c>.</summary>
    public static ILoggerFactory ToStandardError() => LoggerFactory.Create(logs => logs
        .SetMinimumLevel(LogLevel.Debug)
        .AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.TimestampFormat = "HH:mm:ss.fff ";
            format.ColorBehavior = LoggerColorBehavior.Disabled;
        })
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Data {Name}: {Training} training and {Test} test images, content {Hash}")]
    public static partial void DataRead(this ILogger log, string name, int training, int test, string hash);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Run directory {Path}")]
    public static partial void DirectoryMade(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure")]
    public static partial void Failed(this ILogger log, Exception failure);
}
