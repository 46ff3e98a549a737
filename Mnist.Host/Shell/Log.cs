using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Mnist.Host.Shell;

/// <summary>What <c>--verbose</c> tells on standard error.</summary>
internal static partial class Log
{
    /// <summary>A logger to standard error; it costs a tenth of a second, so there is none without <c>--verbose</c>.</summary>
    public static ILoggerFactory ToStandardError() => LoggerFactory.Create(logs => logs
        .SetMinimumLevel(LogLevel.Debug)
        .AddConsoleFormatter<VisibleFormatter, ConsoleFormatterOptions>()
        .AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = VisibleFormatter.FormatterName;
        }));

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure")]
    public static partial void Failed(this ILogger log, Exception failure);
}

/// <summary>A line for each event, with a failure's details below it; names in it are shown and not obeyed.</summary>
internal sealed class VisibleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "mnist";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.WriteLine($"{DateTime.Now:HH:mm:ss.fff} {Visible.Line(logEntry.Formatter(logEntry.State, logEntry.Exception))}");
        if (logEntry.Exception is { } failure)
            textWriter.WriteLine(Visible.Text($"{failure}"));
    }
}
