using System.Runtime.InteropServices;
using System.Text.Json;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;

namespace Mnist.Host.Pages.Sections;

/// <summary>A board to draw a digit on, read by the network inside the page.</summary>
internal static class DrawSection
{
    /// <summary>A larger network would make the page large and the drawing slow.</summary>
    public const int MostParameters = 50_000;

    /// <summary>Whether the run's network is small enough.</summary>
    public static bool Serves(ReportedRun run) => run.Run.Plan.Summary.Parameters.Trainable <= MostParameters;

    private const string Anchor = "try";

    /// <summary>Leads to the board; null where the page has none.</summary>
    public static Html? Link(ReportedRun run) => Serves(run)
        ? Html.Of($"""<p><a href="#{Anchor}">Draw {Something(run)} for it to read</a></p>""")
        : null;

    public static Html Of(ReportedRun run) => !Serves(run)
        ? Html.Empty
        : PageParts.Section("Try it", Anchor, Html.Of($"""
            <noscript><p>This part needs scripts.</p></noscript>
            <div class="draw">
            <div><canvas id="board" width="280" height="280" role="img" aria-label="Board to draw {Something(run)} on, with mouse, finger or pen"></canvas>
            <p><button id="clear" type="button">Clear</button> <button id="back" type="button" hidden="">Back to the picture</button></p></div>
            <div><p><output id="told" aria-live="polite"></output></p>
            {Bars(run.Run.Plan.Data.Classes)}
            <p class="muted"><canvas id="preview" width="{ImageSet.Side}" height="{ImageSet.Side}" aria-hidden="true"></canvas> What the network sees: the drawing in a box of 20 x 20 pixels,
            its centre of mass in the middle, as MNIST's images were made. Nothing leaves this page.</p></div>
            </div>
            {Scripts(run.Run)}
            """));

    private static Html Bars(ClassNames names) => Html.Of($"""
        <ol id="probabilities" start="0" data-noun="{names.Noun}" style="--name: {names.All.Max(name => name.Length)}ch">{names.All.Select(name => Html.Of($"<li><span>{name}</span><i></i><b></b></li>"))}</ol>
        """);

    /// <summary>What the board is for: other data than digits need not be anything that can be drawn.</summary>
    private static string Something(ReportedRun run) => run.Run.Plan.Data.Classes == ClassNames.Digits ? "a digit" : "something";

    private static Html Scripts(TrainedRun run) => Html.Of($"""
        <script type="application/json" id="net">{new Html(Net(run.Plan))}</script>
        <script type="text/plain" id="weights">{new Html(Values(run.Weights))}</script>
        """);

    /// <summary>The network for the page's script.</summary>
    public static string Net(CheckedPlan plan) => JsonSerializer.Serialize(NetDocument.Of(plan), NetJson.Default.NetDocument);

    /// <summary>All values as base64 of little-endian float32.</summary>
    public static string Values(Weights weights) => Convert.ToBase64String(MemoryMarshal.AsBytes(weights.Values.AsSpan()));
}
