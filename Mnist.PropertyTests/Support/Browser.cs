using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Mnist.PropertyTests;

/// <summary>A test that needs a browser; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Program is null ? "Neither chromium nor google-chrome is installed." : null;
}

/// <summary>
/// A Chromium without a window, driven by its own DevTools protocol: a browser that a test can look into, and no package of hundreds of
/// megabytes for those who only want to run the tests.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    // Against a browser that hangs, not against a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly TemporaryFolder profile;
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonObject> events = [];
    private int lastCommand;

    private Browser(Process process, TemporaryFolder profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Full path; null where none is installed that can open any file.</summary>
    public static string? Program { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in (string[])["chromium", "chromium-browser", "google-chrome"]
        let path = Path.Combine(folder, name)
        where File.Exists(path) && Version(path) is { } version && !version.Contains("snap", StringComparison.Ordinal)
        select path).FirstOrDefault();

    /// <summary>Starts one.</summary>
    public static async Task<Browser> StartAsync()
    {
        var userData = new TemporaryFolder();
        var started = Process.Start(new ProcessStartInfo(
            Program!,
            [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                $"--user-data-dir={userData.Path}",
                "about:blank",
            ])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var browser = new Browser(started, userData);
        using var patience = new CancellationTokenSource(Patience);
        await browser.socket.ConnectAsync(await AddressAsync(started.StandardError, patience.Token), patience.Token);
        return browser;
    }

    /// <summary>Opens a file in a tab of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Of the screen, in CSS pixels.</param>
    /// <param name="height">Of the screen, in CSS pixels.</param>
    /// <param name="isPhone">Whether it is touched, and laid out as a phone does.</param>
    /// <param name="isDark">Whether its user prefers dark pages.</param>
    public async Task<Tab> OpenAsync(string path, int width, int height, bool isPhone = false, bool isDark = false)
    {
        var target = await SendAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        var session = await SendAsync("Target.attachToTarget", new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        var tab = new Tab(this, (string)session["sessionId"]!);
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
            await tab.SendAsync($"{domain}.enable", []);
        await tab.SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = isPhone });
        await tab.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = isPhone });
        await tab.SendAsync("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        await tab.SendAsync("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri });
        await WaitAsync(told => (string?)told["method"] == "Page.loadEventFired" && (string?)told["sessionId"] == tab.Session);
        return tab;
    }

    /// <summary>Sends a command and waits for its result.</summary>
    public async Task<JsonObject> SendAsync(string method, JsonObject parameters, string? session = null)
    {
        var command = new JsonObject { ["id"] = ++lastCommand, ["method"] = method, ["params"] = parameters };
        if (session is not null)
            command["sessionId"] = session;
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var answer = await WaitAsync(told => (int?)told["id"] == (int)command["id"]!);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException($"{method}: {answer}");
    }

    /// <summary>What a tab has told so far.</summary>
    public IEnumerable<JsonObject> Events(string session) => events.Where(told => (string?)told["sessionId"] == session);

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        profile.Dispose();
    }

    /// <summary>What it calls itself; null where it does not run. One from a snap package would not see a test's files.</summary>
    private static string? Version(string path)
    {
        using var asked =
            Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var version = asked.StandardOutput.ReadToEnd();
        asked.WaitForExit();
        return asked.ExitCode == 0 ? version : null;
    }

    private static async Task<Uri> AddressAsync(StreamReader told, CancellationToken patience)
    {
        const string Prefix = "DevTools listening on ";
        while (await told.ReadLineAsync(patience) is { } line)
        {
            if (line.StartsWith(Prefix, StringComparison.Ordinal))
                return new(line[Prefix.Length..]);
        }

        throw new InvalidOperationException("The browser ended before it listened.");
    }

    /// <summary>Reads messages up to the one that is waited for; events are remembered.</summary>
    private async Task<JsonObject> WaitAsync(Func<JsonObject, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var told = await ReadAsync(patience.Token);
            if (told["method"] is not null)
                events.Add(told);
            if (isIt(told))
                return told;
        }
    }

    private async Task<JsonObject> ReadAsync(CancellationToken patience)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), patience);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!.AsObject();
    }
}

/// <summary>A page in a browser.</summary>
internal sealed class Tab(Browser browser, string session)
{
    /// <summary>What the protocol calls it.</summary>
    public string Session => session;

    /// <summary>Errors and warnings of the page, and exceptions of its scripts.</summary>
    public IEnumerable<string> Complaints =>
        from told in browser.Events(session)
        let method = (string?)told["method"]
        where method == "Runtime.exceptionThrown"
            || (method == "Log.entryAdded" && (string?)told["params"]!["entry"]!["level"] is "error" or "warning")
            || (method == "Runtime.consoleAPICalled" && (string?)told["params"]!["type"] is "error" or "warning")
        select told.ToJsonString();

    /// <summary>Addresses that the page asked for.</summary>
    public IEnumerable<string> Requests =>
        from told in browser.Events(session)
        where (string?)told["method"] == "Network.requestWillBeSent"
        select (string)told["params"]!["request"]!["url"]!;

    public Task<JsonObject> SendAsync(string method, JsonObject parameters) => browser.SendAsync(method, parameters, session);

    /// <summary>The value of an expression in the page, awaited where it is a promise.</summary>
    /// <param name="expression">JavaScript.</param>
    /// <param name="before">Statements that it needs.</param>
    public async Task<T> ValueAsync<T>(string expression, string before = "")
    {
        if (before.Length > 0)
            expression = $"(() => {{ {before}\n return {expression}; }})()";
        var answer =
            await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } failure
            ? throw new InvalidOperationException(failure.ToJsonString())
            : answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Moves a pressed mouse, or a finger, along a path over an element.</summary>
    /// <param name="selector">The element; it is scrolled into view.</param>
    /// <param name="isTouch">Whether with a finger.</param>
    /// <param name="path">Places in shares of the element's width and height, at least two.</param>
    public async Task DragAsync(string selector, bool isTouch, params (double X, double Y)[] path)
    {
        var frame = await FrameAsync(selector);
        for (var i = 0; i <= path.Length; i++)
        {
            var (x, y) = path[Math.Min(i, path.Length - 1)];
            var place = new JsonObject { ["x"] = frame[0] + (x * frame[2]), ["y"] = frame[1] + (y * frame[3]) };
            var isEnd = i == path.Length;
            if (isTouch)
            {
                await SendAsync("Input.dispatchTouchEvent", new()
                {
                    ["type"] = i == 0 ? "touchStart" : isEnd ? "touchEnd" : "touchMove",
                    ["touchPoints"] = isEnd ? new JsonArray() : new JsonArray(place),
                });
            }
            else
            {
                (place["type"], place["button"], place["buttons"], place["clickCount"]) =
                    (i == 0 ? "mousePressed" : isEnd ? "mouseReleased" : "mouseMoved", "left", isEnd ? 0 : 1, 1);
                await SendAsync("Input.dispatchMouseEvent", place);
            }
        }

        await ValueAsync<bool>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    /// <summary>Moves the mouse over an element's middle.</summary>
    public async Task HoverAsync(string selector)
    {
        var frame = await FrameAsync(selector);
        await SendAsync(
            "Input.dispatchMouseEvent",
            new() { ["type"] = "mouseMoved", ["x"] = frame[0] + (frame[2] / 2), ["y"] = frame[1] + (frame[3] / 2) });
    }

    /// <summary>Left, top, width and height of an element on the screen.</summary>
    private Task<double[]> FrameAsync(string selector) => ValueAsync<double[]>(
        $$"""(() => { const e = document.querySelector({{JsonSerializer.Serialize(selector)}}); e.scrollIntoView({ block: "center" }); const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; })()""");
}
